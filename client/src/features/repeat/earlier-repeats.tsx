import { useEffect, useState } from 'react';
import { Link } from 'wouter';
import { say } from '#protocol/language/say.ts';
import type { RepeatSummary } from '#protocol/repeat.ts';
import { dateLocale } from '../../lib/date-locale.ts';
import { ask } from '../../lib/socket.ts';

/** As many as are looked for. */
const MAX_SHOWN = 5;

/** The newest repeats of a scenario, to come back to. Nothing where there is none. */
export function EarlierRepeats({ scenarioId }: { scenarioId: string }) {
  const [repeats, setRepeats] = useState<RepeatSummary[]>([]);
  useEffect(() => {
    let left = false;
    void ask((socket) => socket.emitWithAck('repeat:list', { scenarioId })).then((answer) => {
      if (!left && answer.ok) setRepeats(answer.data);
    });
    return () => {
      left = true;
    };
  }, [scenarioId]);
  if (repeats.length === 0) return null;
  return (
    <div className="repeat-earlier">
      <h3 className="kicker" id="repeat-earlier">
        {say('Repeats so far')}
      </h3>
      <ul aria-labelledby="repeat-earlier">
        {repeats.slice(0, MAX_SHOWN).map((repeat) => (
          <li key={repeat.id}>
            <Link href={`/repeats/${repeat.id}`}>{new Date(repeat.startedAt).toLocaleString(dateLocale())}</Link>{' '}
            {summaryText(repeat)}
          </li>
        ))}
      </ul>
    </div>
  );
}

function summaryText({ status, trials, done }: RepeatSummary): string {
  if (status === 'finished') return say('{trials} trials', { trials });
  return say(
    status === 'running' ? 'going on, {done} of {trials} trials' : 'stopped after {done} of {trials} trials',
    { done, trials },
  );
}
