import { useRef, useState } from 'react';
import { say } from '#protocol/language/say.ts';
import type { ImportedRun } from '#protocol/report.ts';
import type { Answer } from '../../lib/socket.ts';
import { Button } from '../../ui/button.tsx';
import { importReport } from './import-report.ts';

interface ImportButtonProps {
  /** Called with what came of the file. */
  onImported(answer: Answer<ImportedRun>): void;
}

/** Takes a run in from another lab's JSON report. */
export function ImportButton({ onImported }: ImportButtonProps) {
  const input = useRef<HTMLInputElement>(null);
  const [busy, setBusy] = useState(false);
  const take = async (file: File) => {
    setBusy(true);
    onImported(await importReport(file));
    setBusy(false);
  };
  return (
    <>
      <input
        ref={input}
        type="file"
        accept="application/json,.json"
        hidden
        aria-label={say('A report as JSON')}
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          // The same file may be chosen again after it was mended.
          event.target.value = '';
          if (file) void take(file);
        }}
      />
      <Button
        tone="ghost"
        blockedBy={busy ? say('The report is being read') : null}
        hint={say('Shows a run of another lab, from its report as JSON')}
        onClick={() => input.current?.click()}
      >
        {say('Import a report')}
      </Button>
    </>
  );
}
