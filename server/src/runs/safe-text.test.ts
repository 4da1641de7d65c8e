import { expect, test } from 'vitest';
import { safeText } from './safe-text.ts';

const ESC = '\u001b';

test.each([
  ['plain text with a\ttab', 'plain text with a\ttab'],
  [`${ESC}[31mred${ESC}[0m`, `${ESC}[31mred${ESC}[0m`],
  [`${ESC}[38;2;1;2;3mtrue colour${ESC}[m`, `${ESC}[38;2;1;2;3mtrue colour${ESC}[m`],
  [`a${ESC}[2Jb${ESC}[10;1Hc`, 'abc'],
  [`a${ESC}]0;title\u0007b`, 'ab'],
  [`a${ESC}]52;c;ZXZpbA==${ESC}\\b`, 'ab'],
  [`a${ESC}]8;;http://x${ESC}\\link${ESC}]8;;${ESC}\\b`, 'alinkb'],
  [`a${ESC}]0;never ended`, 'a'],
  [`a${ESC}P1$r0m${ESC}\\b`, 'ab'],
  [`a${ESC}cb`, 'ab'],
  ['a\u009b2Jb', 'ab'],
  ['a\u0007\u0008\rb', 'ab'],
  [`a${ESC}`, 'a'],
  [`a${ESC}[`, 'a'],
  [`a\u0000b${ESC}[1mc`, `ab${ESC}[1mc`],
  [`a${ESC}[>4;1mb`, 'ab'],
  ['naïve – 日本語 🙂', 'naïve – 日本語 🙂'],
])('%j becomes %j', (text, safe) => {
  expect(safeText(text)).toBe(safe);
});
