import { configDefaults, defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['server/src/**/*.test.ts', 'client/src/**/*.test.ts'],
          exclude: [...configDefaults.exclude, '**/*.contract.test.ts'],
        },
      },
      {
        test: {
          name: 'contract',
          include: ['server/src/**/*.contract.test.ts'],
          // The files share one Docker engine and two measure times: side by side they would slow each other down.
          fileParallelism: false,
          // The first test of a file may have to build an image.
          testTimeout: 60_000,
          hookTimeout: 300_000,
        },
      },
    ],
  },
});
