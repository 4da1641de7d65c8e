import type { ComponentProps } from 'react';
import { say } from '#protocol/language/say.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';

/** The button that opens the list of keys. */
export function KeysFace({ title, ...rest }: { title: string } & ComponentProps<typeof Button>) {
  return (
    <Button
      {...rest}
      tone="bare"
      size="small"
      className="icon"
      aria-label={say('Keys of {title}', { title })}
      title={say('Keys')}
    >
      <Icon name="keys" size={14} />
    </Button>
  );
}
