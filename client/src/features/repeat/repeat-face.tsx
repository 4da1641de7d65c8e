import type { ComponentProps } from 'react';
import { say } from '#protocol/language/say.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';

/** The button that opens the repeats. */
export function RepeatFace(props: ComponentProps<typeof Button>) {
  return (
    <Button
      tone="ghost"
      className="repeat-button"
      hint={say('Repeat: the same scenario many times, because one kill is an anecdote')}
      {...props}
    >
      <Icon name="repeat" />
      <span>{say('Repeat…')}</span>
    </Button>
  );
}
