import { useState } from 'react';
import { Link } from 'wouter';
import { say } from '#protocol/language/say.ts';
import type { ImportedRun } from '#protocol/report.ts';
import { RunList } from './features/history/run-list.tsx';
import { ImportButton } from './features/report/import-button.tsx';
import type { Answer } from './lib/socket.ts';
import { PageFrame } from './page-frame.tsx';
import { Notice } from './ui/notice.tsx';

/** The runs that the lab keeps, and a way in for those of others. */
export function HistoryPage({ navigate }: { navigate(address: string): void }) {
  const [imported, setImported] = useState<Answer<ImportedRun> | null>(null);
  const take = (answer: Answer<ImportedRun>) => {
    // What the lab has to say of the file must be read before the run is looked at.
    if (answer.ok && answer.data.notes.length === 0) navigate(`/runs/${answer.data.id}`);
    else setImported(answer);
  };
  return (
    <PageFrame
      ways={[
        ['/', say('Lab')],
        ['/learn', say('Course')],
      ]}
      notices={
        imported !== null && (
          <div className="notices">
            <Notice tone={imported.ok ? 'late' : 'bad'} onDismiss={() => setImported(null)}>
              {imported.ok ? imported.data.notes.join(' ') : imported.message}{' '}
              {imported.ok && <Link href={`/runs/${imported.data.id}`}>{say('Look at the imported run')}</Link>}
            </Notice>
          </div>
        )
      }
    >
      <RunList tools={<ImportButton onImported={take} />} />
    </PageFrame>
  );
}
