import { isDeepStrictEqual } from 'node:util';
import { terminationLabel } from '#protocol/command-line.ts';
import type { Exit } from '#protocol/lane.ts';
import { said } from '#protocol/language/say.ts';
import type { Termination } from '#protocol/termination.ts';
import type { LanePlan } from './lane-plan.ts';

const SIGKILL: Termination = { kind: 'kill', signal: 'SIGKILL' };

/** What a lane was sent and when, in milliseconds on the run's clock: one termination, and a docker kill that may follow it. */
export class SentTerminations {
  #first: Termination | null = null;
  #firstAt: number | null = null;
  #acceptedAt: number | null = null;
  #followedAt: number | null = null;

  /** The termination that the lab sent first; null while it sent none. */
  get first(): Termination | null {
    return this.#first;
  }

  /** t0: when that was, or when somebody outside sent a signal. */
  get firstAt(): number | null {
    return this.#firstAt;
  }

  /** When the engine had carried it out. */
  get acceptedAt(): number | null {
    return this.#acceptedAt;
  }

  /** When a docker kill followed what was sent first. */
  get followedAt(): number | null {
    return this.#followedAt;
  }

  /** The last that was sent. */
  get latest(): Termination | null {
    return this.#followedAt === null ? this.#first : SIGKILL;
  }

  /** Whether a SIGKILL of the lab's own was among it. */
  get hasKilled(): boolean {
    return this.#followedAt !== null || isDeepStrictEqual(this.#first, SIGKILL);
  }

  /** Takes note of what is being sent. @returns takes it back, where the engine would not have it */
  add(termination: Termination, now: number): () => void {
    if (this.#first !== null) {
      this.#followedAt = now;
      return () => {
        this.#followedAt = null;
      };
    }
    this.#first = termination;
    this.#firstAt = now;
    return () => {
      this.#first = null;
      this.#firstAt = null;
    };
  }

  accepted(now: number): void {
    this.#acceptedAt ??= now;
  }

  /** Takes note of a signal that somebody else sent, unless the lab's own came before it. */
  addFromOutside(at: number): void {
    this.#firstAt ??= at;
  }

  /** What ended the lane, in the words of the page: its own label where that was as planned. @param title the lane's name */
  endLabel({ label, termination }: LanePlan, exit: Exit | null, title: string): string {
    if (exit?.endedBy === 'outside') return said('an end from outside').text;
    if (this.#first === null && exit !== null) return title;
    const isPlanned = this.#first === null || isDeepStrictEqual(this.#first, termination);
    const words = isPlanned ? label : terminationLabel(this.#first ?? termination);
    const wasForced = this.#followedAt !== null && exit?.forced !== false;
    return wasForced ? `${words} followed by docker kill` : words;
  }
}
