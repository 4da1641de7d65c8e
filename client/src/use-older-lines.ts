import { useCallback, useEffect, useState, useSyncExternalStore } from 'react';
import type { LaneId } from '#protocol/ids.ts';
import type { RequestRow } from '#protocol/request.ts';
import { findLines } from './features/run/find-lines.ts';
import type { LaneLog } from './features/run/lane-log.ts';
import type { OlderLines } from './features/terminal/older-lines.tsx';
import { lacksLines } from './features/timeline/lacking-lines.ts';
import type { SelectedLines } from './features/timeline/use-selected-lines.ts';

const ASKED: OlderLines = { state: 'asked' };

interface Sought {
  runId: string | null;
  laneId: LaneId;
  /** The selected request. */
  row: RequestRow | undefined;
  /** Its lines that the page has; null where nothing is pointed out. */
  pointed: SelectedLines | null;
  log: LaneLog;
}

/** The lines of the selected request that this page no longer has, asked of the lab; null while there are none. */
export function useOlderLines({ runId, laneId, row, pointed, log }: Sought): OlderLines | null {
  const lines = row !== undefined && pointed !== null ? pointed.lines : null;
  const subscribe = useCallback((listener: () => void) => log.attach(async () => listener()), [log]);
  const isLacking = useSyncExternalStore(
    subscribe,
    () => row !== undefined && lines !== null && lacksLines(row, lines, log.entries),
  );
  const request = row !== undefined && isLacking ? row.number : null;
  const key = `${runId}.${laneId}.${request}`;
  const [answer, setAnswer] = useState<{ key: string; older: OlderLines } | null>(null);
  useEffect(() => {
    if (runId === null || request === null) return;
    let left = false;
    void findLines({ runId, laneId, request }).then((found) => {
      if (left) return;
      const older: OlderLines = found.ok
        ? { state: 'found', lines: found.data }
        : { state: 'failed', message: found.message };
      setAnswer({ key: `${runId}.${laneId}.${request}`, older });
    });
    return () => {
      left = true;
    };
  }, [runId, laneId, request]);
  if (request === null) return null;
  return answer?.key === key ? answer.older : ASKED;
}
