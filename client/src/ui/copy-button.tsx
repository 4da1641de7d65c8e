import { useEffect, useState } from 'react';
import { say } from '#protocol/language/say.ts';
import { Button } from './button.tsx';
import { copyText } from './copy.ts';
import type { IconName } from './icon.tsx';
import { Icon } from './icon.tsx';

/** How long the button says that it copied, in milliseconds. */
const SAID_MS = 1_600;

interface CopyButtonProps {
  /** The accessible name, such as `Copy the command line`. */
  label: string;
  /** What to copy, made when it is asked for. */
  text: () => string;
  /** Said where it is pointed at; an icon alone says its label. */
  hint?: string;
  /** Why there is nothing to copy now. */
  blockedBy?: string | null;
  icon?: IconName;
  /** Shown beside the icon. */
  children?: string;
}

/** Copies a text and says whether that worked. */
export function CopyButton({ label, hint, blockedBy, text, icon = 'copy', children }: CopyButtonProps) {
  const [said, setSaid] = useState<'copied' | 'failed' | null>(null);
  useEffect(() => {
    if (said === null) return;
    const timer = setTimeout(() => setSaid(null), SAID_MS);
    return () => clearTimeout(timer);
  }, [said]);
  const copy = () => {
    void copyText(text()).then((worked) => setSaid(worked ? 'copied' : 'failed'));
  };
  return (
    <>
      <Button
        tone="bare"
        size="small"
        className={children === undefined ? 'icon' : undefined}
        aria-label={label}
        hint={hint ?? (children === undefined ? label : undefined)}
        blockedBy={blockedBy}
        onClick={copy}
      >
        <Icon name={said === 'copied' ? 'tick' : said === 'failed' ? 'cross' : icon} />
        {children}
      </Button>
      <span role="status" className="hidden-visually">
        {said === 'copied' ? say('Copied') : said === 'failed' ? say('The browser did not allow copying') : ''}
      </span>
    </>
  );
}
