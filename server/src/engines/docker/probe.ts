import type { DockerClient } from './client.ts';
import { codeOf, dockerClient, engineWords } from './client.ts';

/** Whether Docker can be used here. */
export interface DockerProbe {
  available: boolean;
  /** The engine's version, null where it did not answer. */
  version: string | null;
  /** What is so, and what to do where it is not available: for a person. */
  reason: string;
  /** Behaviours that cannot be shown with it, each a sentence. */
  limits: string[];
}

const VIRTUAL_LIMIT =
  'Docker runs in a virtual machine here, so requests go through its published port: one that comes after the end shows as ' +
  'connected and then cut, not as refused.';

const PATIENCE_MS = 2_000;
/** Docker 20.10. */
const OLDEST_API = [1, 41] as const;

/**
 * Asks Docker for its version. Never rejects, and answers within 2 s.
 * @param socketPath goes before DOCKER_HOST
 */
export async function probeDocker(socketPath?: string): Promise<DockerProbe> {
  let client: DockerClient;
  try {
    client = dockerClient(socketPath);
  } catch (error) {
    // dockerode reads DOCKER_HOST and the certificates beside it.
    return unavailable(
      `Docker cannot be reached as DOCKER_HOST and DOCKER_CERT_PATH say: ${engineWords(error)}. Correct or unset them.`,
    );
  }
  try {
    return await ask(client);
  } finally {
    client.close();
  }
}

async function ask(client: DockerClient): Promise<DockerProbe> {
  const patience = Promise.withResolvers<'late'>();
  const timer = setTimeout(() => patience.resolve('late'), PATIENCE_MS);
  try {
    const version = await Promise.race([client.docker.version(), patience.promise]);
    if (version === 'late') {
      return unavailable(
        `Docker did not answer within ${PATIENCE_MS / 1000} s on ${client.place}: it may be starting, or hang. See whether "docker version" answers, and start Docker anew where it does not.`,
      );
    }
    if (isOlder(version.ApiVersion)) {
      return {
        ...unavailable(`Docker ${version.Version} is too old: the lab needs 20.10 or later. Update Docker.`),
        version: version.Version,
      };
    }
    if (version.Os !== 'linux') {
      return {
        ...unavailable(`Docker runs ${version.Os} containers: switch it to Linux containers.`),
        version: version.Version,
      };
    }
    const isVirtual = process.platform !== 'linux' || /desktop/i.test(version.Platform?.Name ?? '');
    const limits = isVirtual ? [VIRTUAL_LIMIT] : [];
    return { available: true, version: version.Version, reason: `Docker ${version.Version} answers.`, limits };
  } catch (error) {
    return unavailable(whyNot(error, client.place));
  } finally {
    clearTimeout(timer);
  }
}

/** What keeps this process from Docker at a place, and what to do about it: one or two sentences for a person. */
export function whyNot(error: unknown, place: string): string {
  switch (codeOf(error)) {
    case 'ENOENT':
      return `There is no Docker on this machine, or it does not run: ${place} is missing. Install Docker (https://docs.docker.com/get-docker/) and start it.`;
    case 'ECONNREFUSED':
      return `Docker is installed, but does not run: nobody answers on ${place}. Start it: "sudo systemctl start docker", or open Docker Desktop.`;
    case 'EACCES':
    case 'EPERM':
      return 'Docker runs, but this user may not use it. Add the user to the group docker: "sudo usermod -aG docker $USER", log in anew, and start the lab again.';
    default:
      return `Docker does not answer on ${place}: ${engineWords(error)}. See whether "docker version" answers.`;
  }
}

function isOlder(apiVersion: string): boolean {
  const [major = 0, minor = 0] = apiVersion.split('.').map(Number);
  return major < OLDEST_API[0] || (major === OLDEST_API[0] && minor < OLDEST_API[1]);
}

function unavailable(reason: string): DockerProbe {
  return { available: false, version: null, reason, limits: [] };
}
