import { said } from '#protocol/language/say.ts';
import { LabError } from '../../errors.ts';

/** A range of IPv4 addresses such as `172.18.0.0/16`. */
export class Subnet {
  readonly text: string;
  /** The first and the last address that a machine may have, dotted. */
  readonly first: string;
  readonly last: string;
  readonly #base: number;
  readonly #size: number;

  private constructor(text: string, base: number, bits: number) {
    this.text = text;
    this.#base = base;
    this.#size = 2 ** (32 - bits);
    this.first = dotted(base + 1);
    this.last = dotted(base + this.#size - 2);
  }

  /** @throws LabError `engine-failed` for what is no subnet with room for a container */
  static parse(text: string): Subnet {
    const [, a, b, c, d, bits] = /^(\d+)\.(\d+)\.(\d+)\.(\d+)\/(\d+)$/.exec(text) ?? [];
    const prefix = Number(bits);
    if (bits === undefined || prefix > 29) {
      throw new LabError(
        'engine-failed',
        said('Docker gave the lab\'s network no usable IPv4 subnet ("{subnet}").', { subnet: text }),
      );
    }
    return new Subnet(
      text,
      [a, b, c, d].reduce((sum, part) => sum * 256 + Number(part), 0),
      prefix,
    );
  }

  /** The nth address between the first and the last, from 1; null beyond. */
  host(n: number): string | null {
    return n >= 1 && n <= this.#size - 4 ? dotted(this.#base + 1 + n) : null;
  }
}

function dotted(address: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join('.');
}
