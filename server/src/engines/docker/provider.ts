import type { EngineProvider, EngineSeen } from '../engines.ts';
import type { DockerEngineOptions } from './docker-engine.ts';
import { DockerEngine } from './docker-engine.ts';
import { probeDocker } from './probe.ts';

/** How the lab comes to Docker. */
export function dockerProvider(options: DockerEngineOptions): EngineProvider {
  return {
    kind: 'docker',
    async probe(): Promise<EngineSeen> {
      const { available, version, reason, limits } = await probeDocker(options.socketPath);
      return { kind: 'docker', available, version, reason, limits };
    },
    async connect() {
      const engine = await DockerEngine.connect(options);
      engine.warmUp();
      return engine;
    },
  };
}
