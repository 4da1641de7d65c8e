import { Link } from 'wouter';
import type { EngineInfo } from '#protocol/engine.ts';
import type { RunView } from '#protocol/run.ts';
import { useRun } from './features/run/run-store.ts';
import { useCatalogue } from './features/scenario/catalogue.ts';
import { Notice } from './ui/notice.tsx';

interface NoticesProps {
  view: RunView | null;
  /** The engine of the next run. */
  engine: EngineInfo | null;
  /** Why there is no run at this address. */
  missing: string | null;
  /** The scenario of the address that the lab does not have. */
  unknownScenario: string | null;
}

/** What is wrong with the page as a whole, and what to do about it. */
export function Notices({ view, engine, missing, unknownScenario }: NoticesProps) {
  const failure = useRun((state) => state.failure);
  const unread = useCatalogue((state) => state.failure);
  const invalid = view?.status === 'invalid' || view?.status === 'interrupted';
  const limits = view?.limits ?? engine?.limits ?? [];
  if (!(failure || unread || missing || unknownScenario || invalid || limits.length > 0)) return null;
  return (
    <div className="notices">
      {unread && <Notice tone="bad">{unread}</Notice>}
      {missing && (
        <Notice tone="bad">
          {missing} <Link href="/">Go to the first scenario</Link>.
        </Notice>
      )}
      {unknownScenario && (
        <Notice tone="bad">
          There is no scenario “{unknownScenario}”. Choose one above, or <Link href="/">go to the first</Link>.
        </Notice>
      )}
      {invalid && (
        <Notice tone="bad" title="This run proves nothing.">
          {view.error?.message ?? 'It was interrupted.'} What was lost is unknown. Reset it and start anew.
        </Notice>
      )}
      {failure && (
        <Notice tone="bad" onDismiss={() => useRun.setState({ failure: null })}>
          {failure}
        </Notice>
      )}
      {limits.length > 0 && (
        <Notice tone="late" title="This engine cannot show everything here.">
          {limits.join(' ')}
        </Notice>
      )}
    </div>
  );
}
