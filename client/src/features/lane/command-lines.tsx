import { terminationCommandLine } from '#protocol/command-line.ts';
import { say } from '#protocol/language/say.ts';
import type { Termination } from '#protocol/termination.ts';
import { CopyButton } from '../../ui/copy-button.tsx';
import type { LaneModel } from './lane-model.ts';
import { laneTitle } from './lane-model.ts';

interface CommandLinesProps {
  lane: LaneModel;
  /** The termination that the learner points at. */
  preview: Termination | null;
}

/** What a learner would type: the command that a button stands for, and a request of their own. */
export function CommandLines({ lane, preview }: CommandLinesProps) {
  const { name, commandLine, url, healthPath, faults } = lane.container;
  const curl = `curl -i ${url}${healthPath}`;
  const shown =
    preview === null ? commandLine : terminationCommandLine(preview, { name, url, faults, preStop: lane.preStop });
  const title = laneTitle(lane.id);
  return (
    <div className="command">
      <span className="command-prompt" aria-hidden="true">
        $
      </span>
      <b title={shown}>{shown}</b>
      <CopyButton label={say('Copy the command line of {title}', { title })} text={() => shown} />
      <CopyButton
        label={say('Copy the curl command of {title}', { title })}
        hint={curl}
        blockedBy={url === null ? say('The container has no address now') : null}
        text={() => curl}
      >
        curl
      </CopyButton>
    </div>
  );
}
