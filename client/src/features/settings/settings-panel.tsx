import { Dialog } from 'radix-ui';
import { lazy, Suspense, useState } from 'react';
import { SettingsFace } from './settings-face.tsx';
import { countTurned } from './turned.ts';
import { turnedBetween } from './turned-between.ts';
import type { Settings } from './use-settings.ts';

// Who only watches never needs it.
const SettingsSheet = lazy(async () => ({ default: (await import('./settings-sheet.tsx')).SettingsSheet }));

interface SettingsPanelProps {
  settings: Settings;
  /** Why nothing can be turned now; null where it can. */
  fixedBecause: string | null;
  /** Leaves the run that has these settings, so that they can be turned. */
  onReset(): void;
  /** Why it cannot be left now. */
  resetBlock: string | null;
}

/** Says whether a scenario runs as it is written, and opens what can be turned of it. */
export function SettingsPanel({ settings, fixedBecause, onReset, resetBlock }: SettingsPanelProps) {
  const [open, setOpen] = useState(false);
  const changed = countTurned(turnedBetween(settings.written, settings.shown));
  return (
    <Dialog.Root modal={false} open={open} onOpenChange={setOpen}>
      <Dialog.Trigger asChild>
        <SettingsFace settings={settings} />
      </Dialog.Trigger>
      {open && (
        <Suspense>
          <SettingsSheet {...{ settings, changed, fixedBecause, onReset, resetBlock }} />
        </Suspense>
      )}
    </Dialog.Root>
  );
}
