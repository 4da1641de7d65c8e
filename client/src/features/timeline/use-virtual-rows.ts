import type { RefObject } from 'react';
import { useCallback, useLayoutEffect, useRef, useState } from 'react';

/** Rows above and below what is seen, so that a quick scroll does not show a hole. */
const SPARE = 8;

interface VirtualRows {
  scroller: RefObject<HTMLDivElement | null>;
  /** The first row that is drawn, and the one after the last. */
  first: number;
  end: number;
  /** Brings a row into sight. */
  reveal(index: number): void;
}

/** Which of many rows of one height are drawn: those that are in sight, and some more. */
export function useVirtualRows(count: number, rowHeight: number, headHeight: number): VirtualRows {
  const scroller = useRef<HTMLDivElement>(null);
  const [seen, setSeen] = useState({ top: 0, height: 200 });
  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const look = () => setSeen({ top: element.scrollTop, height: element.clientHeight });
    look();
    element.addEventListener('scroll', look, { passive: true });
    const resizing = new ResizeObserver(look);
    resizing.observe(element);
    return () => {
      element.removeEventListener('scroll', look);
      resizing.disconnect();
    };
  }, []);
  const reveal = useCallback(
    (index: number) => {
      const element = scroller.current;
      if (element === null) return;
      const top = index * rowHeight;
      const room = element.clientHeight - headHeight - rowHeight;
      if (top < element.scrollTop) element.scrollTop = top;
      else if (top > element.scrollTop + room) element.scrollTop = top - room;
    },
    [rowHeight, headHeight],
  );
  const first = Math.max(0, Math.min(count - 1, Math.floor(seen.top / rowHeight)) - SPARE);
  const end = Math.min(count, Math.ceil((seen.top + seen.height) / rowHeight) + SPARE);
  return { scroller, first, end, reveal };
}
