import { useEffect, useState } from 'react';
import { Link } from 'wouter';
import type { ComparedLanes } from '#protocol/history.ts';
import { said, say } from '#protocol/language/say.ts';
import type { Comparison } from '#protocol/run.ts';
import { Changed } from './features/verdict/changed.tsx';
import { ComparisonTable } from './features/verdict/comparison-table.tsx';
import { Sentence } from './features/verdict/sentence.tsx';
import './features/verdict/comparison.css';
import { useConnection } from './lib/connection.ts';
import { ask } from './lib/socket.ts';
import { PageFrame } from './page-frame.tsx';
import { Notice } from './ui/notice.tsx';
import { Rich } from './ui/rich.tsx';

/** Lanes of any runs side by side. @param lanes as `run.lane,run.lane` */
export function ComparePage({ lanes }: { lanes: string }) {
  const [comparison, setComparison] = useState<ComparedLanes | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const connected = useConnection((state) => state.connection === 'connected');
  useEffect(() => {
    if (!connected) return;
    let left = false;
    void ask((socket) => socket.emitWithAck('lanes:compare', { lanes: lanes.split(',') })).then((answer) => {
      if (left) return;
      setComparison(answer.ok ? answer.data : null);
      setFailure(answer.ok ? null : answer.message);
    });
    return () => {
      left = true;
    };
  }, [lanes, connected]);
  const references = lanes.split(',');
  return (
    <PageFrame className="compare" ways={[['/history', say('History')]]}>
      <h2>{say('Lanes side by side')}</h2>
      {failure !== null && (
        <Notice tone="bad">
          <Rich
            said={said('{failure} <link>Choose lanes in the history</link>.', { failure })}
            with={{ link: (words) => <Link href="/history">{words}</Link> }}
          />
        </Notice>
      )}
      {comparison !== null && (
        <section className="compare-panel" aria-label={say('Comparison')}>
          <p className="sentence">
            <Sentence parts={comparison.sentence} />
          </p>
          <Changed changes={comparison.changes} />
          <div className="comparison-table">
            <ComparisonTable
              comparison={comparison}
              ledgerOf={(laneId) => ledgerOf(references, comparison, laneId)}
            />
          </div>
        </section>
      )}
    </PageFrame>
  );
}

/** Where the rows of a compared lane are: the lanes stand in the order in which they were asked for. */
function ledgerOf(references: readonly string[], { lanes }: Comparison, laneId: string): string {
  const [runId, lane] = (references[lanes.findIndex((each) => each.laneId === laneId)] ?? '').split('.');
  return `/api/runs/${runId}/ledger?lane=${lane}`;
}
