import type { Mark } from './mark.ts';

export interface Palette {
  marks: Record<Mark, string>;
  signal: string;
  kill: string;
  shade: string;
  line: string;
  edge: string;
  text: string;
  mute: string;
  faint: string;
  panel: string;
  mono: string;
}

/** The page's colours, as a canvas needs them: read again when the theme changes. */
export function readPalette(element: Element): Palette {
  const style = getComputedStyle(element);
  const token = (name: string) => style.getPropertyValue(name).trim();
  return {
    marks: {
      completed: token('--ok'),
      'server-error': token('--late'),
      cut: token('--cut'),
      'timed-out': token('--late'),
      refused: token('--refused'),
      'not-sent': token('--faint'),
      'in-flight': token('--sky'),
    },
    signal: token('--soft'),
    kill: token('--cut'),
    shade: token('--shade'),
    line: token('--line'),
    edge: token('--edge'),
    text: token('--text'),
    mute: token('--mute'),
    faint: token('--faint'),
    panel: token('--panel'),
    mono: token('--mono'),
  };
}
