import { create } from 'zustand';
import { recall, remember } from './remembered.ts';

export const THEME_CHOICES = ['system', 'light', 'dark'] as const;
export type ThemeChoice = (typeof THEME_CHOICES)[number];
export type Theme = 'light' | 'dark';

/** Also read by public/theme.js before the first paint. */
const KEY = 'lab-theme';
const systemLight = matchMedia('(prefers-color-scheme: light)');

interface ThemeState {
  choice: ThemeChoice;
  /** What the choice comes to now. */
  theme: Theme;
  choose(choice: ThemeChoice): void;
}

/** The page's theme: a remembered choice, else the system's. */
export const useTheme = create<ThemeState>()((set) => {
  const choice = parseChoice(recall(KEY));
  return {
    choice,
    theme: resolve(choice),
    choose: (next) => {
      remember(KEY, next === 'system' ? null : next);
      set({ choice: next, theme: resolve(next) });
    },
  };
});

useTheme.subscribe(({ theme }) => {
  document.documentElement.dataset.theme = theme;
});
systemLight.addEventListener('change', () => {
  useTheme.setState(({ choice }) => ({ theme: resolve(choice) }));
});

function parseChoice(text: string | null): ThemeChoice {
  return THEME_CHOICES.find((choice) => choice === text) ?? 'system';
}

function resolve(choice: ThemeChoice): Theme {
  if (choice !== 'system') return choice;
  return systemLight.matches ? 'light' : 'dark';
}
