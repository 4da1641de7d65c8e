import { useEffect, useRef, useState } from 'react';
import type { RepeatView } from '#protocol/repeat.ts';
import { milestone } from './milestones.ts';

/** Speaks the milestones of a repeat. What had happened before the page saw it is not repeated. */
export function RepeatAnnouncer({ view }: { view: RepeatView }) {
  const said = useRef<RepeatView | null>(null);
  const [text, setText] = useState('');
  useEffect(() => {
    const before = said.current;
    said.current = view;
    const next = before?.id === view.id ? milestone(before, view) : '';
    if (next !== '') setText(next);
  }, [view]);
  return (
    <div className="hidden-visually" aria-live="polite">
      {text}
    </div>
  );
}
