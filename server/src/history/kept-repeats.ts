import { english, said } from '#protocol/language/say.ts';
import { isOwnerAlive } from '../engines/instance.ts';
import type { KeptRepeat, RepeatStore } from '../runs/repeat-store.ts';
import type { RepeatTable } from './repeat-table.ts';

const REASON = said('The lab ended in the middle of it.');

/** The repeats in the history's file. */
export class KeptRepeats implements RepeatStore {
  readonly #table: RepeatTable;
  readonly #observer: string;

  /** @param observer this lab, as `createInstance` names its process */
  constructor(table: RepeatTable, observer: string) {
    this.#table = table;
    this.#observer = observer;
  }

  put(repeat: KeptRepeat): void {
    this.#table.put(repeat, repeat.record.status === 'running' ? this.#observer : null);
  }

  get(id: string): KeptRepeat | null {
    return this.#table.get(id);
  }

  list(limit: number): KeptRepeat[] {
    return this.#table.list(limit);
  }

  remove(id: string): void {
    this.#table.remove(id);
  }

  /** Marks the repeats that a lab was carrying out when it died as stopped: what it has of them stays. @returns their ids */
  async markInterrupted(): Promise<string[]> {
    const marked: string[] = [];
    for (const { record, owner, observer } of this.#table.unsealed()) {
      if (await isOwnerAlive(observer)) continue;
      const stopped = { status: 'stopped', stopReason: english(REASON), stopSaid: REASON } as const;
      this.#table.put({ owner, record: { ...record, ...stopped } }, null);
      marked.push(record.id);
    }
    return marked;
  }
}
