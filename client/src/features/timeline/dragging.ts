/** A press that moves farther than this drags, in CSS pixels. */
const DRAG = 4;

interface Dragged {
  /** By so many CSS pixels to the right. */
  move(pixels: number): void;
  /** About a place, in CSS pixels from the left. */
  zoom(factor: number, x: number): void;
}

type Point = Pick<PointerEvent, 'pointerId' | 'offsetX'>;

/** Follows what is pressed: one pointer drags, two that part or meet zoom about their middle. */
export class Dragging {
  readonly #dragged: Dragged;
  /** Where each pointer that is down was last. */
  readonly #places = new Map<number, number>();
  #startedAt = 0;
  #hasMoved = false;

  constructor(dragged: Dragged) {
    this.#dragged = dragged;
  }

  begin({ pointerId, offsetX }: Point): void {
    if (this.#places.size === 0) {
      this.#hasMoved = false;
      this.#startedAt = offsetX;
    } else this.#hasMoved = true;
    this.#places.set(pointerId, offsetX);
  }

  /** @returns whether a pointer is down: then it drags and points at nothing */
  move({ pointerId, offsetX }: Point): boolean {
    const before = this.#places.get(pointerId);
    if (before === undefined) return this.#places.size > 0;
    if (!this.#hasMoved && Math.abs(offsetX - this.#startedAt) < DRAG) return true;
    this.#hasMoved = true;
    const other = [...this.#places].find(([id]) => id !== pointerId)?.[1];
    if (other === undefined) this.#dragged.move(offsetX - before);
    else this.#pinch(before, offsetX, other);
    this.#places.set(pointerId, offsetX);
    return true;
  }

  /** @returns `press` for one that stayed where it was */
  end({ pointerId }: Point): 'press' | 'drag' {
    const wasDown = this.#places.delete(pointerId);
    return wasDown && !this.#hasMoved ? 'press' : 'drag';
  }

  #pinch(before: number, after: number, other: number): void {
    const [apart, parted] = [Math.abs(before - other), Math.abs(after - other)];
    // Fingers that cross would zoom without end.
    if (apart < DRAG || parted < DRAG) return;
    this.#dragged.zoom(apart / parted, (after + other) / 2);
    this.#dragged.move((after - before) / 2);
  }
}
