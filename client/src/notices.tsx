import { Link } from 'wouter';
import type { EngineInfo } from '#protocol/engine.ts';
import { said, say } from '#protocol/language/say.ts';
import type { RunView } from '#protocol/run.ts';
import { whenText } from './features/history/run-words.ts';
import { useRun } from './features/run/run-store.ts';
import { useCatalogue } from './features/scenario/catalogue.ts';
import { ENGINE_NAMES } from './features/scenario/engine-names.ts';
import { showRefused, useSettings } from './features/settings/settings-store.ts';
import { Notice } from './ui/notice.tsx';
import { Rich } from './ui/rich.tsx';

interface NoticesProps {
  view: RunView | null;
  /** The engine of the next run. */
  engine: EngineInfo | null;
  /** Why there is no run at this address. */
  missing: string | null;
  /** The scenario of the address that the lab does not have. */
  unknownScenario: string | null;
  /** The scenario that waits for its start. */
  scenarioId: string | null;
}

/** What is wrong with the page as a whole, and what to do about it. */
export function Notices({ view, engine, missing, unknownScenario, scenarioId }: NoticesProps) {
  const failure = useRun((state) => state.failure);
  const cannot = useRun((state) => state.cannot);
  const engines = useCatalogue((state) => state.lab?.engines.engines);
  const refused = useSettings((state) => (scenarioId === null ? undefined : state.refused[scenarioId])) ?? [];
  const unread = useCatalogue((state) => state.failure);
  const invalid = view?.status === 'invalid' || view?.status === 'interrupted';
  const limits = view?.limits ?? engine?.limits ?? [];
  const title = view === null ? null : keptTitle(view);
  if (
    !(
      title ||
      failure ||
      cannot ||
      unread ||
      missing ||
      unknownScenario ||
      invalid ||
      limits.length > 0 ||
      refused.length > 0
    )
  )
    return null;
  return (
    <div className="notices">
      {unread && <Notice tone="bad">{unread}</Notice>}
      {missing && (
        <Notice tone="bad">
          <Rich
            said={said('{missing} <link>Go to the first scenario</link>.', { missing })}
            with={{ link: toFirst }}
          />
        </Notice>
      )}
      {unknownScenario && (
        <Notice tone="bad">
          <Rich
            said={said('There is no scenario “{scenario}”. Choose one above, or <link>go to the first</link>.', {
              scenario: unknownScenario,
            })}
            with={{ link: toFirst }}
          />
        </Notice>
      )}
      {refused.length > 0 && (
        <Notice
          tone="bad"
          title={say('Not everything in the address was taken.')}
          onDismiss={() => scenarioId !== null && showRefused({ id: scenarioId }, [])}
        >
          {refused.join(' ')}
        </Notice>
      )}
      {title && <Notice title={title}>{say('Recorded {when}.', { when: whenText(view?.startedAt ?? '') })}</Notice>}
      {invalid && (
        <Notice tone="bad" title={say('This run proves nothing.')}>
          {say('{error} What was lost is unknown. Reset it and start anew.', {
            error: view.error?.message ?? said('It was interrupted.'),
          })}
        </Notice>
      )}
      {cannot && (
        <Notice tone="bad" title={say('This cannot run here.')}>
          {cannot} {instead(engines ?? [], engine?.kind ?? null)}
        </Notice>
      )}
      {failure && (
        <Notice tone="bad" onDismiss={() => useRun.setState({ failure: null })}>
          {failure}
        </Notice>
      )}
      {limits.length > 0 && (
        <Notice tone="late" title={say('This engine cannot show everything here.')}>
          {limits.join(' ')}
        </Notice>
      )}
    </div>
  );
}

const toFirst = (words: string) => <Link href="/">{words}</Link>;

/** What to do where an engine cannot run a scenario, or what was turned of it. */
function instead(engines: readonly EngineInfo[], kind: EngineInfo['kind'] | null): string {
  const other = engines.find((each) => each.kind !== kind && each.available);
  const docker = engines.find((each) => each.kind === 'docker');
  if (other !== undefined)
    return say('Choose {engine} above, or choose another scenario.', { engine: ENGINE_NAMES[other.kind] });
  return say(
    docker?.available === false
      ? 'Start Docker and load this page again, or choose another scenario.'
      : 'Turn back what you changed, or choose another scenario.',
  );
}

/** What a run of the history is called, where its scenario's title does not say it already. */
function keptTitle({ name, imported }: RunView): string | null {
  if (imported) return say('{name}, imported from another lab’s report.', { name: name ?? said('A run') });
  return name;
}
