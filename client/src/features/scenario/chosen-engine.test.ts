import { expect, test } from 'vitest';
import type { EnginesView } from '#protocol/engine.ts';
import { chosenEngine } from './chosen-engine.ts';

const engine = (kind: 'docker' | 'embedded', available: boolean) => ({
  kind,
  available,
  version: null,
  reason: '',
  limits: [],
  cannot: {},
});
const engines = (docker: boolean): EnginesView => ({
  default: docker ? 'docker' : 'embedded',
  reason: '',
  engines: [engine('docker', docker), engine('embedded', true)],
});

test('a remembered engine is taken while it is available, else the lab’s own choice', () => {
  expect(chosenEngine(engines(true), 'embedded')).toBe('embedded');
  expect(chosenEngine(engines(false), 'docker')).toBe('embedded');
  expect(chosenEngine(engines(true), null)).toBe('docker');
  expect(chosenEngine(engines(true), 'nonsense')).toBe('docker');
});
