import { grouped } from '#protocol/language/decimal.ts';
import { sayCount } from '#protocol/language/say.ts';
import type { LaneLogLine } from '#protocol/log.ts';

/** One entry of a lane's log: a line, or so many lines that are gone. */
export type TerminalEntry = LaneLogLine | { skipped: number };

const ESC = '\u001b';
const DIM = `${ESC}[90m`;
const RESET = `${ESC}[0m`;
const SIGNAL = `${ESC}[38;2;124;196;248m`;
const KILL = `${ESC}[38;2;255;154;128m`;
const FROM = `${ESC}[36m`;
const AMBER = `${ESC}[33m`;

/** Between the container that a line came from and the line. */
export const FROM_END = ' | ';

/** A rule is filled up to so many columns: wide enough to divide, narrow enough not to wrap after most resizes. */
const RULE_COLUMNS = 52;

/**
 * An entry as bytes for a terminal, without a line end.
 * @param runStartedAt milliseconds since 1970, for lines of which only the run's clock is known
 */
export function terminalText(entry: TerminalEntry, runStartedAt: number, columns: number): string {
  if ('skipped' in entry) return `${AMBER}${rule(skippedText(entry.skipped), columns)}${RESET}`;
  if (entry.stream === 'lab') return `${ruleColour(entry.text)}${rule(entry.text, columns)}${RESET}`;
  const from = entry.from === undefined ? '' : `${FROM}${fromText(entry.from)}${RESET}`;
  return `${DIM}${clockTime(entry, runStartedAt)}${RESET} ${from}${entry.text}${RESET}`;
}

/** The same as plain text, for the clipboard and for screen readers. */
export function plainText(entry: TerminalEntry, runStartedAt: number): string {
  if ('skipped' in entry) return `── ${skippedText(entry.skipped)} ──`;
  if (entry.stream === 'lab') return `${clockTime(entry, runStartedAt)} ── ${entry.text} ──`;
  const from = entry.from === undefined ? '' : fromText(entry.from);
  return `${clockTime(entry, runStartedAt)} ${from}${entry.text.replaceAll(COLOUR, '')}`;
}

// The lab lets colours through and nothing else (SGR, `ESC [ … m`); built from a string because of its control character.
const COLOUR = new RegExp(`${ESC}\\[[0-9;:]*m`, 'g');

/** Which container a line came from, as docker compose has it: `replica 2 | `. */
function fromText(from: string): string {
  return `${from}${FROM_END}`;
}

function skippedText(count: number): string {
  return sayCount(count, '{number} line skipped', '{number} lines skipped', { number: grouped(count) });
}

function rule(text: string, columns: number): string {
  const head = `── ${text} `;
  const room = columns - head.length;
  return head + '─'.repeat(Math.max(0, Math.min(room, Math.max(2, RULE_COLUMNS - head.length))));
}

function ruleColour(text: string): string {
  return text.includes('SIGKILL') ? KILL : SIGNAL;
}

/** `11:15:49.402`, in the time of the person at the page. */
export function clockTime({ writtenAt, at }: Pick<LaneLogLine, 'writtenAt' | 'at'>, runStartedAt: number): string {
  const date = new Date(writtenAt ?? runStartedAt + at);
  const two = (part: number) => String(part).padStart(2, '0');
  const ms = String(date.getMilliseconds()).padStart(3, '0');
  return `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}.${ms}`;
}
