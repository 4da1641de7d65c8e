import { shellLine } from '../shell-words.ts';

const PLACE = '{number}';

/** A text as one word of a shell function whose first argument goes into the places of `{number}`. */
export function numberedWord(text: string): string {
  return text
    .split(PLACE)
    .map((part) => (part === '' ? '' : shellLine([part])))
    .join('"$1"');
}

/** A text in double quotes as a config file of curl's (`curl -K`) takes it. */
export function curlConfigText(text: string): string {
  return `"${escaped(text)}"`;
}

/** A text as an expression of awk's, where its variables `number` and `address` go into the places of `{number}` and `{address}`. */
export function awkTemplate(text: string): string {
  const parts = text.split(/\{(number|address)\}/);
  const words = parts.map((part, index) => (index % 2 === 1 ? part : `"${escaped(part)}"`));
  return words.filter((word) => word !== '""').join(' ');
}

function escaped(text: string): string {
  return text.replaceAll(/[\\"]/g, '\\$&');
}
