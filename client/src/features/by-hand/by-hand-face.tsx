import type { ComponentProps } from 'react';
import { say } from '#protocol/language/say.ts';
import { classes } from '../../ui/classes.ts';
import { Icon } from '../../ui/icon.tsx';

/** The button that opens what a scenario takes without the lab. */
export function ByHandFace(props: ComponentProps<'button'>) {
  return (
    <button type="button" {...props} className={classes('button', 'small', 'ghost', 'by-hand-trigger')}>
      <Icon name="prompt" size={14} />
      {say('By hand')}
    </button>
  );
}
