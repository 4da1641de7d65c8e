import { DropdownMenu } from 'radix-ui';
import { Icon } from './icon.tsx';
import { THEME_CHOICES, useTheme } from './theme.ts';

const WORDS = { system: 'As the system', light: 'Light', dark: 'Dark' } as const;

/** Chooses between the system's theme, light and dark. */
export function ThemeMenu() {
  const choice = useTheme((state) => state.choice);
  const choose = useTheme((state) => state.choose);
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger className="button ghost icon" aria-label="Theme" title="Theme">
        <Icon name="theme" />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="menu" align="end" sideOffset={6}>
          <DropdownMenu.RadioGroup value={choice}>
            {THEME_CHOICES.map((each) => (
              <DropdownMenu.RadioItem key={each} value={each} className="menu-item" onSelect={() => choose(each)}>
                <span className="tick" aria-hidden="true">
                  {each === choice ? '✓' : ''}
                </span>
                {WORDS[each]}
              </DropdownMenu.RadioItem>
            ))}
          </DropdownMenu.RadioGroup>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
