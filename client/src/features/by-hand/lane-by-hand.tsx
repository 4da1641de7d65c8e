import type { HandLane } from '#protocol/by-hand/hand-lane.ts';
import { laneContainers } from '#protocol/by-hand/hand-lane.ts';
import { handSteps } from '#protocol/by-hand/hand-steps.ts';
import { laneScript, scriptName } from '#protocol/by-hand/lane-script.ts';
import { composeFragment } from '#protocol/compose-fragment.ts';
import { said, say } from '#protocol/language/say.ts';
import { Button } from '../../ui/button.tsx';
import { Code } from '../../ui/code.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { downloadText } from '../../ui/download.ts';
import { Icon } from '../../ui/icon.tsx';
import { Rich } from '../../ui/rich.tsx';

/** One lane: as one script, step by step, as a compose file, and what its images are made of. */
export function LaneByHand({ lane }: { lane: HandLane }) {
  const script = scriptName(lane);
  const compose = `${lane.program.name}.compose.yaml`;
  const containers = new Map(laneContainers(lane).map(({ container }) => [container.name, container]));
  return (
    <>
      <section className="by-hand-script" aria-label={say('As one script')}>
        <p>
          <Rich
            said={said('All of it in one shell script, which removes what it made: <code>sh {script}</code>', {
              script,
            })}
          />
        </p>
        <Button size="small" onClick={() => downloadText(script, laneScript(lane))}>
          <Icon name="save" size={13} />
          {say('Download the script')}
        </Button>
        <CopyButton label={say('Copy the script')} text={() => laneScript(lane)}>
          {say('Copy')}
        </CopyButton>
      </section>
      <ol className="by-hand-steps">
        {handSteps(lane).map(({ title, note, commands }) => (
          <li key={title}>
            <Code title={title} name={say('commands: {title}', { title })} text={commands} />
            <p>{note}</p>
          </li>
        ))}
      </ol>
      <section aria-label={say('With compose')}>
        <h3 className="kicker">{say('With compose')}</h3>
        <p>
          <Rich
            said={said(
              'Instead of building and running: save it in the folder of the lab’s repository, then <code>docker compose -f {compose} up -d --build</code>. All else stays as above; in the end <code>docker compose -f {compose} down -v</code>.',
              { compose },
            )}
          />
        </p>
        <Code title={compose} name={compose} text={composeFragment(lane.program, true)} />
      </section>
      <section aria-label={say('What is in it')}>
        <h3 className="kicker">{say('What is in it')}</h3>
        {[...containers.values()].map(({ name, files, dockerfile }) => (
          <div key={name}>
            <p>
              <Rich
                said={said('<code>lab-containers/{name}/</code> has {files}.', { name, files: files.join(', ') })}
              />
            </p>
            <Code
              title={`${name}/Dockerfile`}
              name={say('Dockerfile of {name}', { name })}
              text={dockerfile.trimEnd()}
            />
          </div>
        ))}
      </section>
    </>
  );
}
