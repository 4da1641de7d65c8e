import { useEffect } from 'react';
import { Link } from 'wouter';
import { said, say } from '#protocol/language/say.ts';
import type { RepeatView } from '#protocol/repeat.ts';
import { stopRepeat } from './features/repeat/commands.ts';
import { RepeatAnnouncer } from './features/repeat/repeat-announcer.tsx';
import { RepeatProgress } from './features/repeat/repeat-progress.tsx';
import { useRepeat } from './features/repeat/repeat-store.ts';
import { StripPlot } from './features/repeat/strip-plot.tsx';
import { TrialTable } from './features/repeat/trial-table.tsx';
import { stoppedText } from './features/repeat/trials-over.ts';
import { watchRepeat } from './features/repeat/watch-repeat.ts';
import './features/repeat/repeat.css';
import { trafficFacts } from '#protocol/traffic-text.ts';
import { Changed } from './features/verdict/changed.tsx';
import { Sentence } from './features/verdict/sentence.tsx';
import { useConnection } from './lib/connection.ts';
import { dateLocale } from './lib/date-locale.ts';
import { PageFrame } from './page-frame.tsx';
import { Button } from './ui/button.tsx';
import { Notice } from './ui/notice.tsx';
import { Rich } from './ui/rich.tsx';

interface RepeatPageProps {
  repeatId: string;
  navigate(address: string): void;
}

/** A scenario that is run again and again, and how far its losses spread. */
export function RepeatPage({ repeatId, navigate }: RepeatPageProps) {
  useEffect(() => watchRepeat(repeatId), [repeatId]);
  const shown = useRepeat((state) => state.view);
  const missing = useRepeat((state) => state.missing);
  const failure = useRepeat((state) => state.failure);
  const view = shown?.id === repeatId ? shown : null;
  return (
    <PageFrame
      className="repeat"
      ways={[
        ['/history', say('History')],
        [view === null ? '/' : `/lab/${view.scenarioId}`, say('Lab')],
      ]}
    >
      {missing !== null && (
        <Notice tone="bad">
          <Rich
            said={said('{missing} <link>Go to the first scenario</link>.', { missing })}
            with={{ link: (words) => <Link href="/">{words}</Link> }}
          />
        </Notice>
      )}
      {failure !== null && (
        <Notice tone="bad" onDismiss={() => useRepeat.setState({ failure: null })}>
          {failure}
        </Notice>
      )}
      {view !== null && <Repeat view={view} navigate={navigate} />}
    </PageFrame>
  );
}

function Repeat({ view, navigate }: { view: RepeatView; navigate(address: string): void }) {
  const connected = useConnection((state) => state.connection === 'connected');
  const [requests, handler] = trafficFacts(view.traffic);
  return (
    <>
      <div className="repeat-top">
        <h2>{say('{title}, repeated', { title: view.scenarioTitle })}</h2>
        <span className="spacer" />
        {view.status === 'running' && (
          <Button
            blockedBy={stopBlock(view.isStopping, connected)}
            hint={say('Ends the trial that goes on; what was measured stays')}
            onClick={() => void stopRepeat(view.id)}
          >
            {say('Stop')}
          </Button>
        )}
      </div>
      <p className="repeat-facts">
        <span>{say('{trials} trials', { trials: view.trials })}</span>
        <span>{say(view.engine === 'docker' ? 'on Docker' : 'on the embedded engine')}</span>
        <span>{requests?.value}</span>
        <span>{say('the handler {takes}', { takes: handler?.value ?? '' })}</span>
        <span>{say('begun {when}', { when: new Date(view.startedAt).toLocaleString(dateLocale()) })}</span>
      </p>
      <Changed changes={view.changes} />
      {view.status === 'stopped' && (
        <Notice tone="late" title={stoppedText(view)}>
          {view.stopReason}
        </Notice>
      )}
      <section className="repeat-panel" aria-label={say('Spread')}>
        <p className={view.sentence.length === 0 ? 'repeat-sentence waiting' : 'repeat-sentence'}>
          {view.sentence.length === 0 ? (
            say('One kill is an anecdote: each trial is a run with new containers, and a signal at a random moment.')
          ) : (
            <Sentence parts={view.sentence} />
          )}
        </p>
        <RepeatProgress view={view} />
        <StripPlot view={view} onOpen={(runId) => navigate(`/runs/${runId}`)} />
      </section>
      {view.results.length > 0 && <TrialTable view={view} />}
      <RepeatAnnouncer view={view} />
    </>
  );
}

function stopBlock(isStopping: boolean, connected: boolean): string | null {
  if (!connected) return say('The connection to the lab is lost');
  return isStopping ? say('It is stopping') : null;
}
