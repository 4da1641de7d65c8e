import type { ComponentType } from 'react';
import { useEffect, useLayoutEffect, useRef, useSyncExternalStore } from 'react';
import { press } from './press.ts';

/** For so long after a press that could not be answered, in milliseconds, an answer is still what was meant. */
const MEANT_MS = 5_000;

/** Whether the keyboard is where it was when a button of this place was pressed: on it, or nowhere, once its face is gone. */
function isAttended(place: Element | null): boolean {
  const { activeElement } = document;
  return activeElement === null || activeElement === document.body || place?.contains(activeElement) === true;
}

/**
 * A part of the page whose code the first picture does without: it is fetched once that stands. Until then, and for good where it
 * cannot be fetched, something of the same size stands in its place, so that nothing moves. A button of that which is pressed before
 * the part is there is pressed when it comes: nobody has to press twice.
 */
export function later<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  Meanwhile: ComponentType<Props>,
): ComponentType<Props> {
  let loaded: ComponentType<Props> | null = null;
  let isLoading = false;
  const listeners = new Set<() => void>();
  const begin = () => {
    if (isLoading || loaded !== null) return;
    isLoading = true;
    const take = (component: ComponentType<Props> | null) => {
      isLoading = false;
      loaded = component;
      for (const listener of listeners) listener();
    };
    // Where it does not come, the next one of its kind that is mounted tries again.
    load().then(take, () => take(null));
  };
  const subscribe = (listener: () => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  return function Later(props: Props) {
    useEffect(begin, []);
    const Loaded = useSyncExternalStore(subscribe, () => loaded);
    const place = useRef<HTMLSpanElement>(null);
    const pressedAt = useRef(Number.NEGATIVE_INFINITY);
    useLayoutEffect(() => {
      const button = place.current?.querySelector('button');
      // Who has turned to something else meanwhile, or waited for long, does not mean it any more.
      const isMeant = performance.now() - pressedAt.current < MEANT_MS && isAttended(place.current);
      pressedAt.current = Number.NEGATIVE_INFINITY;
      if (Loaded !== null && button && isMeant) press(button);
    }, [Loaded]);
    return (
      <span
        ref={place}
        className="later"
        onClickCapture={({ target }) => {
          const isBlocked = target instanceof Element && target.closest('[aria-disabled="true"], :disabled') !== null;
          if (Loaded === null && !isBlocked) pressedAt.current = performance.now();
        }}
      >
        {Loaded === null ? <Meanwhile {...props} /> : <Loaded {...props} />}
      </span>
    );
  };
}
