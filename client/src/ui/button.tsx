import { Tooltip } from 'radix-ui';
import type { ComponentProps, ReactNode } from 'react';
import { classes } from './classes.ts';

interface ButtonProps extends Omit<ComponentProps<'button'>, 'disabled'> {
  tone?: 'plain' | 'primary' | 'ghost' | 'bare';
  size?: 'normal' | 'small';
  /** Why it cannot be pressed now. It stays focusable, so that the reason can be read by keyboard, too. */
  blockedBy?: string | null;
  /** What it does, where its name alone does not say so. */
  hint?: ReactNode;
}

/** A button that says why when it cannot be pressed. */
export function Button({ tone = 'plain', size = 'normal', blockedBy, hint, className, ...rest }: ButtonProps) {
  const blocked = typeof blockedBy === 'string';
  const tip = blocked ? blockedBy : hint;
  return (
    <Tooltip.Root {...(tip ? {} : { open: false })}>
      <Tooltip.Trigger asChild>
        <button
          type="button"
          {...rest}
          className={classes('button', tone, size === 'small' && 'small', className)}
          aria-disabled={blocked || undefined}
          onClick={blocked ? (event) => event.preventDefault() : rest.onClick}
        />
      </Tooltip.Trigger>
      {tip && (
        <Tooltip.Portal>
          <Tooltip.Content className="tooltip" sideOffset={6} collisionPadding={8}>
            {tip}
          </Tooltip.Content>
        </Tooltip.Portal>
      )}
    </Tooltip.Root>
  );
}
