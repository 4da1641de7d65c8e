import type { ComponentProps } from 'react';
import { say } from '#protocol/language/say.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';

/** The button that opens the reports. */
export function ReportFace(props: ComponentProps<typeof Button>) {
  return (
    <Button {...props}>
      <Icon name="save" size={13} />
      {say('Report')}
    </Button>
  );
}
