import { Dialog } from 'radix-ui';
import { useRef, useState } from 'react';
import { say } from '#protocol/language/say.ts';
import type { ScenarioView } from '#protocol/scenario.ts';
import { Button } from '../../ui/button.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Notice } from '../../ui/notice.tsx';
import { addressOf } from './address.ts';
import { ComesTo } from './comes-to.tsx';
import { KnobTable } from './knob-table.tsx';
import { showTurned, turnedOf, unturn } from './settings-store.ts';
import { turn, turnedText } from './turned.ts';
import { turnedBetween } from './turned-between.ts';
import type { Settings } from './use-settings.ts';
import '../../ui/sheet.css';
import './settings-sheet.css';

interface SettingsSheetProps {
  settings: Settings;
  changed: number;
  /** Why nothing can be turned now; null where it can. */
  fixedBecause: string | null;
  /** Leaves the run that has these settings, so that they can be turned. */
  onReset(): void;
  /** Why it cannot be left now. */
  resetBlock: string | null;
}

/** What a learner may turn of a scenario, and what that comes to. The lanes stay in sight beside it. */
export function SettingsSheet({ settings, changed, fixedBecause, onReset, resetBlock }: SettingsSheetProps) {
  const { written, shown } = settings;
  // Whoever takes everything back takes back what was typed and refused, too.
  const [resets, setResets] = useState(0);
  const sheet = useRef<HTMLDivElement>(null);
  const hasKnobs = written.knobs.length > 0;
  return (
    <Dialog.Portal>
      <Dialog.Content ref={sheet} className="sheet settings-sheet" data-lanes={written.lanes.length}>
        <header>
          <div>
            <Dialog.Title>{say('Settings')}</Dialog.Title>
            <Dialog.Description>{standingText(written, changed)}</Dialog.Description>
          </div>
          <span className="spacer" />
          {hasKnobs && (
            <CopyButton
              label={say('Copy link')}
              text={() => new URL(addressOf(written, turnedBetween(written, shown)), location.origin).href}
              icon="link"
            >
              {say('Copy link')}
            </CopyButton>
          )}
          {hasKnobs && fixedBecause === null && (
            <Button
              size="small"
              blockedBy={changed === 0 ? say('Everything is as the scenario is written') : null}
              onClick={() => {
                unturn(written);
                setResets(resets + 1);
              }}
            >
              <Icon name="reset" size={13} />
              {say('Reset to the scenario')}
            </Button>
          )}
          <Dialog.Close asChild>
            <Button tone="bare" className="icon" aria-label={say('Close the settings')}>
              <Icon name="cross" />
            </Button>
          </Dialog.Close>
        </header>
        <div className="sheet-scroll">
          {fixedBecause !== null && (
            <Notice>
              {fixedBecause}{' '}
              {hasKnobs && (
                <Button
                  size="small"
                  blockedBy={resetBlock}
                  onClick={() => {
                    onReset();
                    // The button goes with the run: who came by keyboard stays here.
                    sheet.current?.focus();
                  }}
                >
                  <Icon name="reset" size={13} />
                  {say('Reset the run')}
                </Button>
              )}
            </Notice>
          )}
          {hasKnobs && (
            <KnobTable
              key={resets}
              written={written}
              shown={shown}
              disabled={fixedBecause !== null}
              onTurn={(laneId, name, value) =>
                showTurned(written, turn(turnedOf(written), written, laneId, name, value))
              }
            />
          )}
          <ComesTo scenario={shown} />
        </div>
      </Dialog.Content>
    </Dialog.Portal>
  );
}

/** Whether a scenario is as it is written. */
function standingText({ title, knobs }: ScenarioView, changed: number): string {
  if (knobs.length === 0) return say('{title} has nothing to turn.', { title });
  if (changed === 0) return say('{title}: as the scenario is written', { title });
  return say('{title}: {changed}, not as the scenario is written', { title, changed: turnedText(changed) });
}
