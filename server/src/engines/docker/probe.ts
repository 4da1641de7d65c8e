import type { Said, SaidValue } from '#protocol/language/say.ts';
import { said } from '#protocol/language/say.ts';
import type { DockerClient } from './client.ts';
import { codeOf, dockerClient, engineWords } from './client.ts';

/** Whether Docker can be used here. */
export interface DockerProbe {
  available: boolean;
  /** The engine's version, null where it did not answer. */
  version: string | null;
  /** What is so, and what to do where it is not available: for a person. */
  reason: Said;
  /** Behaviours that cannot be shown with it, each a sentence. */
  limits: readonly Said[];
}

const VIRTUAL_LIMIT = said(
  'Docker runs in a virtual machine here, so requests go through its published port: one that comes after the end shows as connected and then cut, not as refused.',
);

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
      said('Docker cannot be reached as DOCKER_HOST and DOCKER_CERT_PATH say: {reason}. Correct or unset them.', {
        reason: engineWords(error),
      }),
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
        said(
          'Docker did not answer within {seconds} s on {place}: it may be starting, or hang. See whether "docker version" answers, and start Docker anew where it does not.',
          { seconds: PATIENCE_MS / 1000, place: client.place },
        ),
      );
    }
    if (isOlder(version.ApiVersion)) {
      return {
        ...unavailable(
          said('Docker {version} is too old: the lab needs 20.10 or later. Update Docker.', {
            version: version.Version,
          }),
        ),
        version: version.Version,
      };
    }
    if (version.Os !== 'linux') {
      return {
        ...unavailable(
          said('Docker runs {system} containers: switch it to Linux containers.', { system: version.Os }),
        ),
        version: version.Version,
      };
    }
    const isVirtual = process.platform !== 'linux' || /desktop/i.test(version.Platform?.Name ?? '');
    const limits = isVirtual ? [VIRTUAL_LIMIT] : [];
    const reason = said('Docker {version} answers.', { version: version.Version });
    return { available: true, version: version.Version, reason, limits };
  } catch (error) {
    return unavailable(whyNot(error, client.place));
  } finally {
    clearTimeout(timer);
  }
}

/** What keeps this process from Docker at a place, and what to do about it: one or two sentences for a person. */
export function whyNot(error: unknown, place: SaidValue): Said {
  switch (codeOf(error)) {
    case 'ENOENT':
      return said(
        'There is no Docker on this machine, or it does not run: {place} is missing. Install Docker (https://docs.docker.com/get-docker/) and start it.',
        { place },
      );
    case 'ECONNREFUSED':
      return said(
        'Docker is installed, but does not run: nobody answers on {place}. Start it: "sudo systemctl start docker", or open Docker Desktop.',
        { place },
      );
    case 'EACCES':
    case 'EPERM':
      return said(
        'Docker runs, but this user may not use it. Add the user to the group docker: "sudo usermod -aG docker $USER", log in anew, and start the lab again.',
      );
    default:
      return said('Docker does not answer on {place}: {reason}. See whether "docker version" answers.', {
        place,
        reason: engineWords(error),
      });
  }
}

function isOlder(apiVersion: string): boolean {
  const [major = 0, minor = 0] = apiVersion.split('.').map(Number);
  return major < OLDEST_API[0] || (major === OLDEST_API[0] && minor < OLDEST_API[1]);
}

function unavailable(reason: Said): DockerProbe {
  return { available: false, version: null, reason, limits: [] };
}
