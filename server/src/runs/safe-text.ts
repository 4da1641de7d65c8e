/**
 * What a container may print into a terminal: text, tabs, and colours (SGR, `ESC [ … m`). Every other sequence of ECMA-48 and
 * xterm is removed with its content: a container must not move the cursor, set the title or the clipboard, or make the terminal
 * answer. What is left of a broken sequence loses its control characters.
 */
export function safeText(text: string): string {
  if (!UNSAFE.test(text)) return text;
  const kept: string[] = [];
  const withoutSequences = text.replace(SEQUENCE, (sequence) => {
    if (!COLOUR.test(sequence)) return '';
    kept.push(sequence);
    return PLACE;
  });
  let next = 0;
  return withoutSequences.replace(CONTROL, (character) => (character === PLACE ? (kept[next++] ?? '') : ''));
}

/** The same without its colours, for where there is no terminal. */
export function plainText(text: string): string {
  return safeText(text).replace(COLOURS, '');
}

const ESC = '\u001b';
const CSI = '\u009b';
/** Stands for a kept colour while control characters are removed; one in the text itself is removed before. */
const PLACE = '\u0000';

// C0 but tab, DEL, and C1: built from strings, because a control character in a regular expression's source reads as a mistake.
const CONTROL_RANGE = '\\u0000-\\u0008\\u000a-\\u001f\\u007f-\\u009f';
const CONTROL = new RegExp(`[${CONTROL_RANGE}]`, 'g');
const UNSAFE = new RegExp(`[${CONTROL_RANGE}]`);
const COLOUR = new RegExp(`^${ESC}\\[[0-9;:]*m$`);
const COLOURS = new RegExp(`${ESC}\\[[0-9;:]*m`, 'g');
const STRING_END = `(?:\\u0007|${ESC}\\\\|\\u009c|$)`;
const SEQUENCE = new RegExp(
  [
    PLACE,
    // CSI: parameters, intermediates, final byte
    `(?:${ESC}\\[|${CSI})[0-?]*[ -/]*[@-~]`,
    // OSC, DCS, SOS, PM, APC: strings up to their terminator, or to the line's end
    `(?:${ESC}[\\]PX^_]|[\\u009d\\u0090\\u0098\\u009e\\u009f])[\\s\\S]*?${STRING_END}`,
    // other escapes: intermediates and a final byte
    `${ESC}[ -/]*[0-~]`,
  ].join('|'),
  'g',
);
