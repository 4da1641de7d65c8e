import type { ReactNode } from 'react';
import type { RunView } from '#protocol/run.ts';
import type { RunFeed } from './features/run/run-feed.ts';
import type { Settings } from './features/settings/use-settings.ts';
import type { TimeAxis } from './features/timeline/time-axis.ts';
import type { ActedIn, RunActions } from './run-actions.ts';

/** What the lab's page has for whoever stands in its guide's place. */
export interface GuideParts {
  settings: Settings;
  /** The run that is shown, or was made ahead; null where there is none. */
  view: RunView | null;
  actions: RunActions;
  /** Points out requests and events in every lane. */
  axis: TimeAxis;
  feed: RunFeed;
  /** What opens the settings. */
  tools: ReactNode;
}

/** What stands about the lab: nothing but the lab itself, or a lesson that is gone through in it. */
export interface LabFrame extends ActedIn {
  /** Links in the page's bar. */
  ways: ReactNode;
  /** In the guide's place; without it the scenario's own text stands there. */
  guide?(parts: GuideParts): ReactNode;
}
