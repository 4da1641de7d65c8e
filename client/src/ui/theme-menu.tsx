import { DropdownMenu } from 'radix-ui';
import { LANGUAGE_NAMES, LANGUAGES } from '#protocol/language/languages.ts';
import { said, say, told } from '#protocol/language/say.ts';
import { speaking } from '#protocol/language/speaking.ts';
import { Icon } from './icon.tsx';
import { chooseLanguage } from './language.ts';
import { THEME_CHOICES, useTheme } from './theme.ts';

const WORDS = { system: said('As the system'), light: said('Light'), dark: said('Dark') };

/** Chooses how the page looks, by the system's theme, light or dark, and which language it speaks. */
export function ThemeMenu() {
  const choice = useTheme((state) => state.choice);
  const choose = useTheme((state) => state.choose);
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger
        className="button ghost icon"
        aria-label={say('Theme and language')}
        title={say('Theme and language')}
      >
        <Icon name="theme" />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="menu" align="end" sideOffset={6}>
          <DropdownMenu.RadioGroup value={choice} aria-label={say('Theme')}>
            <DropdownMenu.Label className="kicker menu-label">{say('Theme')}</DropdownMenu.Label>
            {THEME_CHOICES.map((each) => (
              <DropdownMenu.RadioItem key={each} value={each} className="menu-item" onSelect={() => choose(each)}>
                <span className="tick" aria-hidden="true">
                  {each === choice ? '✓' : ''}
                </span>
                {told(WORDS[each])}
              </DropdownMenu.RadioItem>
            ))}
          </DropdownMenu.RadioGroup>
          <DropdownMenu.RadioGroup value={speaking()} aria-label={say('Language')}>
            <DropdownMenu.Label className="kicker menu-label">{say('Language')}</DropdownMenu.Label>
            {LANGUAGES.map((each) => (
              <DropdownMenu.RadioItem
                key={each}
                value={each}
                className="menu-item"
                lang={each}
                onSelect={() => chooseLanguage(each)}
              >
                <span className="tick" aria-hidden="true">
                  {each === speaking() ? '✓' : ''}
                </span>
                {LANGUAGE_NAMES[each]}
              </DropdownMenu.RadioItem>
            ))}
          </DropdownMenu.RadioGroup>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
