const BINARY = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
const DECIMAL = ['B', 'kB', 'MB', 'GB', 'TB'];

/** `31.29MiB`: four digits, as the CLI writes memory. */
export function memorySize(bytes: number): string {
  return sized(bytes, 1024, BINARY, 4);
}

/** `1.11kB`: three digits, as the CLI writes traffic. */
export function trafficSize(bytes: number): string {
  return sized(bytes, 1000, DECIMAL, 3);
}

function sized(bytes: number, base: number, units: readonly string[], digits: number): string {
  let value = bytes;
  let place = 0;
  while (value >= base && place < units.length - 1) {
    value /= base;
    place += 1;
  }
  return `${Number(value.toPrecision(digits))}${units[place]}`;
}

/** `36 seconds`, `About a minute`: how long something took in the CLI's words (github.com/docker/go-units). */
export function howLong(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1_000);
  const minutes = Math.floor(seconds / 60);
  const hours = Math.round(milliseconds / 3_600_000);
  if (seconds < 1) return 'Less than a second';
  if (seconds === 1) return '1 second';
  if (seconds < 60) return `${seconds} seconds`;
  if (minutes === 1) return 'About a minute';
  if (minutes < 60) return `${minutes} minutes`;
  if (hours === 1) return 'About an hour';
  return hours < 48 ? `${hours} hours` : `${Math.floor(hours / 24)} days`;
}
