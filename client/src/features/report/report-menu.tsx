import { DropdownMenu } from 'radix-ui';
import { useState } from 'react';
import type { Said } from '#protocol/language/say.ts';
import { said, say, told } from '#protocol/language/say.ts';
import { speaking } from '#protocol/language/speaking.ts';
import type { ReportType } from '#protocol/report.ts';
import { ReportFace } from './report-face.tsx';
import './report.css';

const WAYS: readonly { format: ReportType; name: string; use: Said }[] = [
  { format: 'html', name: 'HTML', use: said('one file with the pictures; opens anywhere') },
  { format: 'markdown', name: 'Markdown', use: said('the results, to paste into a text') },
  { format: 'csv', name: 'CSV', use: said('every request, for a spreadsheet') },
  { format: 'json', name: 'JSON', use: said('all of it; another lab can import it') },
];

interface ReportMenuProps {
  runId: string | null;
  /** Why there is nothing to report now; null where there is. */
  blockedBy: string | null;
}

/** The reports of a run, to be saved. */
export function ReportMenu({ runId, blockedBy }: ReportMenuProps) {
  const [open, setOpen] = useState(false);
  const blocked = blockedBy ?? (runId === null ? say('There is no run') : null);
  return (
    <DropdownMenu.Root modal={false} open={open && blocked === null} onOpenChange={setOpen}>
      <DropdownMenu.Trigger asChild>
        <ReportFace blockedBy={blocked} />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="menu report-menu" align="end" side="top" sideOffset={6} collisionPadding={8}>
          {WAYS.map(({ format, name, use }) => (
            <DropdownMenu.Item key={format} asChild className="menu-item">
              <a href={`/api/runs/${runId}/report?format=${format}&language=${speaking()}`} download>
                <b>{name}</b>
                <span>{told(use)}</span>
              </a>
            </DropdownMenu.Item>
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
