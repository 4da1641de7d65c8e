import type { ComponentProps } from 'react';
import { say } from '#protocol/language/say.ts';
import { classes } from '../../ui/classes.ts';
import { Icon } from '../../ui/icon.tsx';
import { countTurned, turnedText } from './turned.ts';
import { turnedBetween } from './turned-between.ts';
import type { Settings } from './use-settings.ts';
import './settings-panel.css';

/** The button that opens the settings: it says whether the scenario runs as it is written. */
export function SettingsFace({ settings, ...rest }: { settings: Settings } & ComponentProps<'button'>) {
  const changed = countTurned(turnedBetween(settings.written, settings.shown));
  return (
    <button
      type="button"
      {...rest}
      className={classes('button', 'small', 'settings-trigger', changed > 0 && 'changed')}
    >
      <Icon name="sliders" size={14} />
      {say('Settings')}
      <span className="settings-state">{turnedText(changed)}</span>
    </button>
  );
}
