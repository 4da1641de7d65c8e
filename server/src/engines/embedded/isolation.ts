import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Whether a program gets a PID namespace of its own, and whether the kernel ends it when the lab is killed. */
export interface Isolation {
  /** The command that makes the namespace for what follows it; null where none can be made. */
  readonly namespace: readonly string[] | null;
  /**
   * The command that ties what follows it to the life of its parent; empty where there is none. To the kernel the parent is the
   * thread that started it (prctl(2), PR_SET_PDEATHSIG), here the lab's main thread: in a worker it would end with the worker.
   */
  readonly guard: readonly string[];
}

/**
 * What the process that makes a namespace runs. It stays in the lab's own namespace; its first child is process 1 of the new
 * one, `$!` is that child's id in the lab's namespace, where the lab's signals go, and `wait` gives the child's end as the kernel
 * reports it (`unshare --fork` would turn a SIGKILL into 1).
 *
 * - The parent's id is compared because the parent may have been gone before the guard was set.
 * - A shell without job control starts its background jobs with SIGINT and SIGQUIT ignored (POSIX XCU 2.11), and what is ignored
 *   stays so through exec: a program would seem deaf to them. `env` gives it the default back.
 * - The shell lets go of the outputs, so that they end with the program and dash's own "Killed" is not in the log.
 */
const INIT = `lab=$1; shift
[ "$PPID" = "$lab" ] || exit 1
"$@" 3>&- &
echo $! >&3
exec 3>&- >/dev/null 2>&1
wait $!`;

/** A command line that gives `command` a namespace of its own and reports the program's process id on descriptor 3. */
export function inNamespace(
  isolation: Isolation,
  namespace: readonly string[],
  command: readonly string[],
): string[] {
  const { guard } = isolation;
  const program = [...guard, 'env', '--default-signal=INT,QUIT', ...command];
  return [...namespace, ...guard, 'sh', '-c', INIT, 'sh', String(process.pid), ...program];
}

/** Finds out, by doing it, what this machine allows. */
export async function probeIsolation(): Promise<Isolation> {
  if (process.platform !== 'linux') return { namespace: null, guard: [] };
  const death = ['setpriv', '--pdeathsig', 'KILL'];
  const guard = (await succeeds([...death, 'true'])) ? death : [];
  for (const namespace of [
    ['unshare', '--pid'],
    ['unshare', '--user', '--map-root-user', '--pid'],
  ]) {
    if (await makesFirstProcess({ namespace, guard }, namespace)) return { namespace, guard };
  }
  return { namespace: null, guard };
}

/** Whether a program that is started this way is process 1, and one that SIGKILL ends is seen as 137. */
async function makesFirstProcess(isolation: Isolation, namespace: readonly string[]): Promise<boolean> {
  const program = ['sh', '-c', 'echo $$; sleep 10 & kill -9 $!; wait $!'];
  const [file = '', ...args] = inNamespace(isolation, namespace, program);
  // Descriptor 3 is /dev/null here: only the program's own words and end count.
  const end = await run('sh', ['-c', 'exec "$@" 3>/dev/null', 'sh', file, ...args], { timeout: 5_000 }).catch(
    (error: unknown) => error,
  );
  return end instanceof Error && 'code' in end && end.code === 137 && 'stdout' in end && end.stdout === '1\n';
}

async function succeeds([file = '', ...args]: string[]): Promise<boolean> {
  return run(file, args, { timeout: 5_000 }).then(
    () => true,
    () => false,
  );
}
