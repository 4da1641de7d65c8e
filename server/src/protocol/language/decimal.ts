import { speaking } from './speaking.ts';

/** By language and digits after the mark: they are asked for many times a frame, and take longer to make than to use. */
const formats = new Map<string, Intl.NumberFormat>();

/** A number as the code writes it (`1.5`, `-0.25`) in the present language, with as many digits as it has: `1,5`. */
export function decimal(written: string): string {
  // As the code writes it is as English does.
  if (speaking() === 'en') return written;
  const value = Number(written);
  if (!Number.isFinite(value)) return written;
  const [, fraction = ''] = written.split('.');
  return formatOf(fraction.length, false).format(value);
}

/** A whole number with its thousands set apart: `10,000`, `10.000`. */
export function grouped(count: number): string {
  return formatOf(0, true).format(count);
}

function formatOf(digits: number, useGrouping: boolean): Intl.NumberFormat {
  const key = `${speaking()} ${digits} ${useGrouping}`;
  const known = formats.get(key);
  if (known !== undefined) return known;
  const format = new Intl.NumberFormat(speaking(), {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
    useGrouping,
  });
  formats.set(key, format);
  return format;
}
