import { expect, test } from 'vitest';
import type { EngineKind, EnginesView } from '#protocol/engine.ts';
import { engineNeeds } from './engine-needs.ts';

const engine = (kind: EngineKind, cannot: Record<string, string>) => ({
  kind,
  available: true,
  version: null,
  reason: '',
  limits: [],
  cannot,
});
const view = (...engines: EnginesView['engines']): EnginesView => ({ default: 'docker', reason: '', engines });

test('what an engine cannot run needs the one that can, and says why', () => {
  const engines = view(engine('docker', {}), engine('embedded', { oom: 'Lane B: no limits.' }));
  expect(engineNeeds(engines, 'embedded')).toEqual({
    oom: { words: 'needs Docker', reason: 'Lane B: no limits.' },
  });
  expect(engineNeeds(engines, 'docker')).toEqual({});
});

test('what no engine can run needs none by name', () => {
  const engines = view(engine('docker', { odd: 'no.' }), engine('embedded', { odd: 'no.' }));
  expect(engineNeeds(engines, 'docker').odd?.words).toBe('cannot run here');
});
