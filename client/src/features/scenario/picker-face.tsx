import type { ReactNode } from 'react';
import { say } from '#protocol/language/say.ts';
import { Icon } from '../../ui/icon.tsx';

/** What the scenario's picker looks like while it is closed. */
export function PickerFace({ children }: { children: ReactNode }) {
  return (
    <>
      <span className="picker-word">{say('Scenario')}</span>
      <b>{children}</b>
      <Icon name="down" size={13} />
    </>
  );
}
