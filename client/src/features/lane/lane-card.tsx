import type { ReactNode } from 'react';
import { useState } from 'react';
import { groupText } from '#protocol/group-text.ts';
import { say } from '#protocol/language/say.ts';
import type { Termination } from '#protocol/termination.ts';
import { Notice } from '../../ui/notice.tsx';
import { CommandLines } from './command-lines.tsx';
import { Elapsed } from './elapsed.tsx';
import type { LaneModel } from './lane-model.ts';
import { laneTitle } from './lane-model.ts';
import { LaneState } from './lane-state.tsx';
import { TerminationButtons } from './termination-buttons.tsx';
import { plannedGracePeriod, terminationChoices } from './termination-choice.ts';
import './lane.css';

interface LaneCardProps {
  lane: LaneModel;
  connected: boolean;
  /** Why it cannot be ended yet, where the page wants something else first. */
  lockedBecause?: string | null;
  trafficStartedAt: number | null;
  /** When the lane came to its end; null while it goes on. */
  endedAt: number | null;
  clock(): number;
  /** Why it failed, where the page does not say so already. */
  error: string | null;
  /** Why the last command was not carried out. */
  failure: string | null;
  onDismissFailure(): void;
  onSend(termination: Termination): void;
  /** Timeline, counts, log, exit and promises, in this order. */
  children: ReactNode;
}

/** One side of a run. */
export function LaneCard(props: LaneCardProps) {
  const { lane, connected, trafficStartedAt, endedAt, clock, error, failure, onDismissFailure, onSend, children } =
    props;
  const [gracePeriod, setGracePeriod] = useState(() => plannedGracePeriod(lane));
  const [preview, setPreview] = useState<Termination | null>(null);
  const title = laneTitle(lane.id);
  const { summary, standInFor, proxied, others } = lane.container;
  const group = groupText(others);
  const hasCaveats = standInFor !== null || proxied;
  const choices = terminationChoices(lane, gracePeriod, connected, props.lockedBecause);
  // A label that only names the marked button says nothing new.
  const label = choices.some(({ name, isPlanned }) => isPlanned && name === lane.label) ? null : lane.label;
  return (
    <section className="lane" aria-label={title}>
      <header className="lane-top">
        <h2>
          {title} {label !== null && <span>· {label}</span>}
        </h2>
        <LaneState state={lane.state} />
        <span className="spacer" />
        <Elapsed from={trafficStartedAt} to={endedAt} clock={clock} />
        <span className="lane-summary" title={summary}>
          {summary}
        </span>
      </header>
      {(hasCaveats || group !== '') && (
        <p className={hasCaveats ? 'lane-caveats' : 'lane-caveats plain'}>
          {group !== '' && <span>{group}</span>}
          {standInFor !== null && (
            <span className="stand-in">
              {say('A stand-in for {name}, which cannot run on this engine here', { name: standInFor })}
            </span>
          )}
          {proxied && (
            <span>{say('Reached through the published port: a late request shows as cut, not as refused')}</span>
          )}
        </p>
      )}
      <TerminationButtons
        laneTitle={title}
        choices={choices}
        gracePeriodSeconds={gracePeriod}
        onGracePeriod={setGracePeriod}
        onSend={onSend}
        onPreview={setPreview}
      />
      <CommandLines lane={lane} preview={preview} />
      {(failure !== null || error !== null) && (
        <div className="lane-notices">
          {error !== null && (
            <Notice tone="bad" title={say('The lane failed.')}>
              {error}
            </Notice>
          )}
          {failure !== null && (
            <Notice tone="bad" onDismiss={onDismissFailure}>
              {failure}
            </Notice>
          )}
        </div>
      )}
      {children}
    </section>
  );
}
