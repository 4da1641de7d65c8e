import { useEffect, useState } from 'react';
import { say } from '#protocol/language/say.ts';

interface ElapsedProps {
  /** On the run's clock, in milliseconds; null while there is nothing to time. */
  from: number | null;
  /** Null while it goes on. */
  to: number | null;
  clock(): number;
}

/** How long a lane's traffic and container have been going: `00:12`; nothing before that. */
export function Elapsed({ from, to, clock }: ElapsedProps) {
  const goesOn = from !== null && to === null;
  const [now, setNow] = useState(0);
  useEffect(() => {
    if (!goesOn) return;
    const tick = () => setNow(clock());
    tick();
    const timer = setInterval(tick, 500);
    return () => clearInterval(timer);
  }, [goesOn, clock]);
  if (from === null) return null;
  const ms = Math.max(0, (to ?? now) - from);
  return (
    <span className="elapsed" title={say('From the start of the traffic to the exit')}>
      {minutes(ms)}
    </span>
  );
}

function minutes(ms: number): string {
  const seconds = Math.floor(ms / 1_000);
  return `${String(Math.floor(seconds / 60)).padStart(2, '0')}:${String(seconds % 60).padStart(2, '0')}`;
}
