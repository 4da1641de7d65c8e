import { recall, remember } from './remembered.ts';

interface PanelSizeOptions {
  /** Under which this browser remembers it. */
  key: string;
  /** The variable of CSS's that carries it, absent where nobody set it. */
  property: `--${string}`;
  /** In CSS pixels. */
  min: number;
  max: number;
}

/** The size of a part of the page that a person sets and this browser remembers. */
export class PanelSize {
  readonly min: number;
  readonly max: number;
  readonly #options: PanelSizeOptions;
  #px: number | null;

  /** Made before the first paint, it is there from the first paint on. */
  constructor(options: PanelSizeOptions) {
    this.min = options.min;
    this.max = options.max;
    this.#options = options;
    this.#px = readSize(recall(options.key), options);
    this.#apply();
  }

  /** In CSS pixels; null where nobody set it. */
  get px(): number | null {
    return this.#px;
  }

  /** Sets it, within its limits; null takes that back. */
  set(px: number | null): void {
    this.#px = px === null ? null : clamp(px, this.#options);
    this.#apply();
    remember(this.#options.key, this.#px === null ? null : String(this.#px));
  }

  #apply(): void {
    const { style } = document.documentElement;
    if (this.#px === null) style.removeProperty(this.#options.property);
    else style.setProperty(this.#options.property, `${this.#px}px`);
  }
}

type Limits = Pick<PanelSizeOptions, 'min' | 'max'>;

/** Reads what was remembered; null for what is no size, or one of another version's limits. */
export function readSize(text: string | null, { min, max }: Limits): number | null {
  const px = text === null || text.trim() === '' ? Number.NaN : Number(text);
  return px >= min && px <= max ? Math.round(px) : null;
}

/** The size that a key asks for; undefined where the key is none of a separator's, null for the size that nobody set. */
export function sizeByKey(key: string, px: number, { min, max }: Limits): number | null | undefined {
  switch (key) {
    case 'ArrowLeft':
    case 'ArrowUp':
      return clamp(px - STEP_PX, { min, max });
    case 'ArrowRight':
    case 'ArrowDown':
      return clamp(px + STEP_PX, { min, max });
    case 'Home':
      return min;
    case 'End':
      return max;
    case 'Enter':
      return null;
    default:
      return undefined;
  }
}

/** One press of an arrow key: a line of text. */
const STEP_PX = 16;

function clamp(px: number, { min, max }: Limits): number {
  return Math.round(Math.min(max, Math.max(min, px)));
}
