import { Dialog } from 'radix-ui';
import { say } from '#protocol/language/say.ts';
import type { ScenarioView } from '#protocol/scenario.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { ByHand } from './by-hand.tsx';
import '../../ui/sheet.css';

/** What a scenario takes without the lab, beside the lanes. */
export function ByHandSheet({ scenario }: { scenario: ScenarioView }) {
  return (
    <Dialog.Portal>
      <Dialog.Content className="sheet by-hand-sheet">
        <header>
          <div>
            <Dialog.Title>{say('By hand')}</Dialog.Title>
            <Dialog.Description>
              {say('{title}: as it is set here, with Docker, curl and a shell.', { title: scenario.title })}
            </Dialog.Description>
          </div>
          <span className="spacer" />
          <Dialog.Close asChild>
            <Button tone="bare" className="icon" aria-label={say('Close what is to be done by hand')}>
              <Icon name="cross" />
            </Button>
          </Dialog.Close>
        </header>
        <div className="sheet-scroll">
          <ByHand scenario={scenario} />
        </div>
      </Dialog.Content>
    </Dialog.Portal>
  );
}
