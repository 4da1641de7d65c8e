import { useEffect } from 'react';
import { useLocation, useRoute } from 'wouter';
import { openRun } from './features/run/run-store.ts';
import { watchRun } from './features/run/watch-run.ts';
import { LabPage } from './lab-page.tsx';
import './app.css';
import './lab-grid.css';

/** The page's addresses: `/` and `/lab/:scenario` a scenario, `/runs/:id` a run. */
export function App() {
  const [, navigate] = useLocation();
  const [, lab] = useRoute('/lab/:scenario');
  const [, run] = useRoute('/runs/:id');
  const runId = run?.id ?? null;
  useEffect(() => {
    if (runId !== null) return watchRun(runId);
    openRun(null);
  }, [runId]);
  return <LabPage runId={runId} askedScenario={lab?.scenario ?? null} navigate={navigate} />;
}
