import { PanelSize } from './ui/panel-size.ts';

/** The guide beside the lanes: narrower its steps break at every word, wider the lanes have no room. */
export const guideWidth = new PanelSize({ key: 'lab-guide-width', property: '--guide-width', min: 220, max: 520 });

/** The least that the lanes' logs are high. What fills the window they are at any rate. */
export const logHeight = new PanelSize({ key: 'lab-log-height', property: '--log-height', min: 80, max: 1_000 });
