import { Dialog } from 'radix-ui';
import { lazy, Suspense, useState } from 'react';
import type { ScenarioView } from '#protocol/scenario.ts';
import { ByHandFace } from './by-hand-face.tsx';

// Who stays in the browser never needs it.
const ByHandSheet = lazy(async () => ({ default: (await import('./by-hand-sheet.tsx')).ByHandSheet }));

/** Opens what a scenario takes without the lab. */
export function ByHandPanel({ scenario }: { scenario: ScenarioView }) {
  const [open, setOpen] = useState(false);
  return (
    <Dialog.Root modal={false} open={open} onOpenChange={setOpen}>
      <Dialog.Trigger asChild>
        <ByHandFace />
      </Dialog.Trigger>
      {open && (
        <Suspense>
          <ByHandSheet scenario={scenario} />
        </Suspense>
      )}
    </Dialog.Root>
  );
}
