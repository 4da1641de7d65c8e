import { create } from 'zustand';
import type { RepeatView } from '#protocol/repeat.ts';

interface RepeatState {
  repeatId: string | null;
  view: RepeatView | null;
  /** Why there is nothing to show at this address. */
  missing: string | null;
  /** Why the last command was not carried out. */
  failure: string | null;
}

const nothing = (): RepeatState => ({ repeatId: null, view: null, missing: null, failure: null });

/** The repeat on this page. */
export const useRepeat = create<RepeatState>()(nothing);

/** Turns the page to another repeat. */
export function openRepeat(repeatId: string): void {
  useRepeat.setState({ ...nothing(), repeatId });
}

/** Shows a view, unless a newer one is shown already. */
export function showRepeat(view: RepeatView): void {
  const { repeatId, view: shown } = useRepeat.getState();
  if (view.id !== repeatId) return;
  // A repeat that is over comes from disk, where versions begin anew.
  const isOlder = shown !== null && view.status === 'running' && shown.version >= view.version;
  if (!isOlder) useRepeat.setState({ view, missing: null });
}
