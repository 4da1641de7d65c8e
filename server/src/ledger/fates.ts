import type { Said } from '#protocol/language/say.ts';
import { said, saidCount } from '#protocol/language/say.ts';
import type { PhaseCounts } from './flight.ts';

/** What a lane did with requests, in words that follow its name. */
export interface Fate {
  kind: Exclude<keyof PhaseCounts, 'total'>;
  /** So many of them. */
  some(count: number): Said;
  /** All of them, where it is known of which this is said. */
  all(count: number): Said;
  /** All of them, which were in flight. */
  inFlight(count: number): Said;
  /** The only one that came after the signal. */
  next: Said;
}

/** In the order in which they are told. Each is a clause of its own: what of it is said of one request, and where, is the language's. */
export const FATES: readonly Fate[] = [
  {
    kind: 'answered',
    some: (count) => said('<good>answered {count}</good>', { count }),
    all: (count) => saidCount(count, '<good>answered the 1</good>', '<good>answered all {count}</good>'),
    inFlight: (count) =>
      saidCount(
        count,
        '<good>answered the 1</good> that was in flight',
        '<good>answered all {count}</good> that were in flight',
      ),
    next: said('<good>answered the 1</good> that came next'),
  },
  {
    kind: 'failed',
    some: (count) => said('<bad>turned {count} away with a server error</bad>', { count }),
    all: (count) =>
      saidCount(
        count,
        '<bad>turned the 1 away with a server error</bad>',
        '<bad>turned all {count} away with a server error</bad>',
      ),
    inFlight: (count) =>
      saidCount(
        count,
        '<bad>turned the 1 away with a server error</bad> that was in flight',
        '<bad>turned all {count} away with a server error</bad> that were in flight',
      ),
    next: said('<bad>turned the 1 away with a server error</bad> that came next'),
  },
  {
    kind: 'cut',
    some: (count) => said('<bad>cut {count}</bad>', { count }),
    all: (count) => saidCount(count, '<bad>cut the 1</bad>', '<bad>cut all {count}</bad>'),
    inFlight: (count) =>
      saidCount(count, '<bad>cut the 1</bad> that was in flight', '<bad>cut all {count}</bad> that were in flight'),
    next: said('<bad>cut the 1</bad> that came next'),
  },
  {
    kind: 'timedOut',
    some: (count) => said('<bad>left {count} unanswered</bad>', { count }),
    all: (count) => saidCount(count, '<bad>left the 1 unanswered</bad>', '<bad>left all {count} unanswered</bad>'),
    inFlight: (count) =>
      saidCount(
        count,
        '<bad>left the 1 unanswered</bad> that was in flight',
        '<bad>left all {count} unanswered</bad> that were in flight',
      ),
    next: said('<bad>left the 1 unanswered</bad> that came next'),
  },
  {
    kind: 'refused',
    some: (count) => said('<plain>refused {count}</plain>', { count }),
    all: (count) => saidCount(count, '<plain>refused the 1</plain>', '<plain>refused all {count}</plain>'),
    inFlight: (count) =>
      saidCount(
        count,
        '<plain>refused the 1</plain> that was in flight',
        '<plain>refused all {count}</plain> that were in flight',
      ),
    next: said('<plain>refused the 1</plain> that came next'),
  },
  {
    kind: 'untold',
    some: (count) => said('<plain>cut or refused {count}</plain>', { count }),
    all: (count) =>
      saidCount(count, '<plain>cut or refused the 1</plain>', '<plain>cut or refused all {count}</plain>'),
    inFlight: (count) =>
      saidCount(
        count,
        '<plain>cut or refused the 1</plain> that was in flight',
        '<plain>cut or refused all {count}</plain> that were in flight',
      ),
    next: said('<plain>cut or refused the 1</plain> that came next'),
  },
  {
    kind: 'givenUp',
    some: (count) => said('<plain>still kept {count} waiting</plain>', { count }),
    all: (count) =>
      saidCount(count, '<plain>still kept the 1 waiting</plain>', '<plain>still kept all {count} waiting</plain>'),
    inFlight: (count) =>
      saidCount(
        count,
        '<plain>still kept the 1 waiting</plain> that was in flight',
        '<plain>still kept all {count} waiting</plain> that were in flight',
      ),
    next: said('<plain>still kept the 1 waiting</plain> that came next'),
  },
  {
    kind: 'open',
    some: (count) => said('<plain>still keeps {count} waiting</plain>', { count }),
    all: (count) =>
      saidCount(count, '<plain>still keeps the 1 waiting</plain>', '<plain>still keeps all {count} waiting</plain>'),
    inFlight: (count) =>
      saidCount(
        count,
        '<plain>still keeps the 1 waiting</plain> that was in flight',
        '<plain>still keeps all {count} waiting</plain> that were in flight',
      ),
    next: said('<plain>still keeps the 1 waiting</plain> that came next'),
  },
];
