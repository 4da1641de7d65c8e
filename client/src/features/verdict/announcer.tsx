import { useEffect, useRef, useState } from 'react';
import type { RunView } from '#protocol/run.ts';
import { announcement } from './announcements.ts';

/** Speaks what a run came to. What had happened before the page saw it is not repeated. */
export function Announcer({ view }: { view: RunView | null }) {
  const said = useRef<{ runId: string; seq: number; comparison: boolean } | null>(null);
  const [text, setText] = useState('');
  useEffect(() => {
    if (view === null) return;
    const seq = view.events.at(-1)?.seq ?? 0;
    const comparison = view.comparison?.final ?? false;
    if (said.current?.runId === view.id) {
      const next = announcement(view, said.current.seq, said.current.comparison);
      if (next !== '') setText(next);
    }
    said.current = { runId: view.id, seq, comparison };
  }, [view]);
  return (
    <div className="hidden-visually" aria-live="polite">
      {text}
    </div>
  );
}
