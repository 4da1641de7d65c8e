import type { ReactNode } from 'react';
import { say } from '#protocol/language/say.ts';
import { Button } from './button.tsx';
import { classes } from './classes.ts';
import { Icon } from './icon.tsx';

interface NoticeProps {
  tone?: 'plain' | 'bad' | 'late';
  title?: string;
  children: ReactNode;
  onDismiss?: () => void;
}

/** A message in its place. Bad ones are spoken at once. */
export function Notice({ tone = 'plain', title, children, onDismiss }: NoticeProps) {
  return (
    <div className={classes('notice', tone)} role={tone === 'bad' ? 'alert' : undefined}>
      <div>
        {title && <b>{title} </b>}
        <span className="text">{children}</span>
      </div>
      {onDismiss && (
        <Button tone="bare" size="small" className="icon" aria-label={say('Dismiss')} onClick={onDismiss}>
          <Icon name="cross" />
        </Button>
      )}
    </div>
  );
}
