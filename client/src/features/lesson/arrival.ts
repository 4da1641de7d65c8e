import type { RefObject } from 'react';
import { useEffect } from 'react';

/** Whether a page of the course was left for this one: then the link that was followed is gone, and the focus with it. */
let within = false;

/** Whoever comes from another page of the course goes on at this one's heading; who loads the page is left where the browser puts them. */
export function useArrival(heading: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    if (within) heading.current?.focus({ preventScroll: true });
    within = true;
  }, [heading]);
}
