import { said } from '#protocol/language/say.ts';
import { LabError } from '../../errors.ts';
import type { EngineProvider, EngineSeen } from '../engines.ts';
import type { EmbeddedEngineOptions } from './embedded-engine.ts';
import { EmbeddedEngine } from './embedded-engine.ts';
import { probeIsolation } from './isolation.ts';
import { limitsOf } from './limits.ts';

const NOT_ON_WINDOWS = said(
  'The embedded engine needs Linux or macOS: Windows has no POSIX signals. Start the lab in WSL, or use Docker.',
);
const AVAILABLE = said('The embedded engine runs the programs as child processes of the lab; it needs no Docker.');

/** The embedded engine as the lab comes to it: there on every system that has POSIX signals. */
export function embeddedProvider(options: Omit<EmbeddedEngineOptions, 'isolation'>): EngineProvider {
  const isAvailable = process.platform !== 'win32';
  const isolation = probeIsolation();
  let connected: EmbeddedEngine | null = null;
  return {
    kind: 'embedded',
    async probe(): Promise<EngineSeen> {
      if (!isAvailable) {
        return { kind: 'embedded', available: false, version: null, reason: NOT_ON_WINDOWS, limits: [] };
      }
      const limits = connected?.limits ?? limitsOf(await isolation);
      return { kind: 'embedded', available: true, version: process.version, reason: AVAILABLE, limits };
    },
    async connect() {
      if (!isAvailable) throw new LabError('engine-unavailable', NOT_ON_WINDOWS);
      connected = await EmbeddedEngine.create({ ...options, isolation: await isolation });
      return connected;
    },
  };
}
