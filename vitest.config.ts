import { configDefaults, defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: [
            'server/src/**/*.test.ts',
            'client/src/**/*.test.ts',
            'e2e/truth/**/*.test.ts',
            'scripts/**/*.test.ts',
          ],
          exclude: [...configDefaults.exclude, '**/*.contract.test.ts'],
          // Some take a whole run through its life, which is seconds; a busy machine makes it many.
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'contract',
          include: ['server/src/**/*.contract.test.ts', 'e2e/truth/**/*.contract.test.ts'],
          // The files share one Docker engine, and mostly wait for it: two of them fit beside each other on two cores.
          maxWorkers: 2,
          // The first test of a file may have to build an image.
          testTimeout: 60_000,
          hookTimeout: 300_000,
        },
      },
    ],
  },
});
