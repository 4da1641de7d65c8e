/**
 * The OS signals that the lab may send, with their numbers on Linux (signal(7), x86 and ARM).
 * Only these names ever reach an engine: there is no way to send free text.
 */
export const SIGNAL_NUMBERS = {
  SIGHUP: 1,
  SIGINT: 2,
  SIGQUIT: 3,
  SIGKILL: 9,
  SIGUSR1: 10,
  SIGUSR2: 12,
  SIGTERM: 15,
} as const;

export type SignalName = keyof typeof SIGNAL_NUMBERS;

export const SIGNAL_NAMES = Object.keys(SIGNAL_NUMBERS) as [SignalName, ...SignalName[]];

/**
 * Signals that a container can end by without the lab having sent them: faults of the program itself.
 * They are named so that an exit code above 128 can be explained.
 */
const FAULT_SIGNALS: Record<number, string> = {
  4: 'SIGILL',
  6: 'SIGABRT',
  7: 'SIGBUS',
  8: 'SIGFPE',
  11: 'SIGSEGV',
  13: 'SIGPIPE',
};

/**
 * The signal that an exit code above 128 stands for, by the shells' rule 128 + n (POSIX XCU 2.8.2 leaves "above 128" to the
 * shell; dash, bash and Docker add 128). Null where the code is not such a sum.
 */
export function signalOfExitCode(exitCode: number | null): string | null {
  if (exitCode === null || exitCode <= 128) return null;
  const number = exitCode - 128;
  const sent = SIGNAL_NAMES.find((name) => SIGNAL_NUMBERS[name] === number);
  return sent ?? FAULT_SIGNALS[number] ?? null;
}
