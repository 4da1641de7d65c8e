import type { Language } from '#protocol/language/languages.ts';
import { inLanguage } from '#protocol/language/speaking.ts';
import type { WatchableRun } from './watchable.ts';
import type { WatchableRepeat } from './watchable-repeat.ts';

/** A run as a reader of a language sees it. */
export function runIn(language: Language, run: WatchableRun): WatchableRun {
  return {
    id: run.id,
    owner: run.owner,
    lanes: run.lanes,
    get version() {
      return run.version;
    },
    view: (exact) => inLanguage(language, () => run.view(exact)),
    subscribe: (listener) => run.subscribe(listener),
  };
}

/** A repeat as a reader of a language sees it. */
export function repeatIn(language: Language, repeat: WatchableRepeat): WatchableRepeat {
  return {
    id: repeat.id,
    owner: repeat.owner,
    get version() {
      return repeat.version;
    },
    view: () => inLanguage(language, () => repeat.view()),
    subscribe: (listener) => repeat.subscribe(listener),
  };
}
