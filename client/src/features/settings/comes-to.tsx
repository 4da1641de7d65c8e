import { Tabs } from 'radix-ui';
import { composeFragment } from '#protocol/compose-fragment.ts';
import { dockerRun } from '#protocol/docker-run.ts';
import { dockerfileLines } from '#protocol/dockerfile-lines.ts';
import type { LaneProgram } from '#protocol/lane-program.ts';
import { laneProgram } from '#protocol/lane-program.ts';
import type { Said } from '#protocol/language/say.ts';
import { said, say, told } from '#protocol/language/say.ts';
import type { ScenarioView } from '#protocol/scenario.ts';
import { Code } from '../../ui/code.tsx';

const FORMS: readonly { id: string; name: string; text(lane: LaneProgram): string; note: Said }[] = [
  {
    id: 'run',
    name: 'docker run',
    text: dockerRun,
    note: said(
      'The lab gives a container no more than this, and less: its root is read-only but for /tmp, it has no capabilities, one CPU, and a network without a way out.',
    ),
  },
  {
    id: 'dockerfile',
    name: 'Dockerfile',
    text: dockerfileLines,
    note: said(
      'On top of the image that the lab made: the same settings, built in. What was given as an argument stands in the entrypoint.',
    ),
  },
  {
    id: 'compose',
    name: 'compose',
    text: composeFragment,
    note: said(
      'docker compose stop sends the stop signal, waits for stop_grace_period (10 s where there is none), then sends SIGKILL.',
    ),
  },
];

/** What a scenario's lanes come to outside of the lab. */
export function ComesTo({ scenario }: { scenario: ScenarioView }) {
  return (
    <Tabs.Root defaultValue="run" className="comes-to">
      <div className="comes-to-head">
        <h3 className="kicker">{say('What it comes to')}</h3>
        <Tabs.List aria-label={say('What it comes to')} className="tabs">
          {FORMS.map(({ id, name }) => (
            <Tabs.Trigger key={id} value={id} className="tab">
              {name}
            </Tabs.Trigger>
          ))}
        </Tabs.List>
      </div>
      {FORMS.map(({ id: form, name, text, note }) => (
        <Tabs.Content key={form} value={form}>
          <p className="comes-to-note">{told(note)}</p>
          <div className="comes-to-lanes">
            {scenario.lanes.map(({ id }) => {
              const lane = laneProgram(scenario, id);
              const letter = id.toUpperCase();
              return (
                lane && (
                  <Code
                    key={id}
                    title={say('Lane {lane}', { lane: letter })}
                    name={say('{form} of Lane {lane}', { form: name, lane: letter })}
                    text={text(lane)}
                  />
                )
              );
            })}
          </div>
        </Tabs.Content>
      ))}
    </Tabs.Root>
  );
}
