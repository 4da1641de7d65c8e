import { parentPort } from 'node:worker_threads';
import { toLabError } from '../errors.ts';
import { Generator } from './generator.ts';
import type { FromWorker, ToWorker } from './messages.ts';
import type { TrafficPlan } from './plan.ts';

if (parentPort === null) throw new Error('This module is the entry of the traffic thread and runs nowhere else.');
const port = parentPort;
const generators = new Map<number, Generator>();

port.on('message', (message: ToWorker) => {
  if (message.kind === 'begin') begin(message.id, message.plan);
  else if (message.kind === 'stop') generators.get(message.id)?.stop(message.atMs);
  else if (message.kind === 'give-up-connecting') generators.get(message.id)?.giveUpConnecting();
  else generators.get(message.id)?.abandon();
});

function begin(id: number, plan: TrafficPlan): void {
  try {
    const generator = new Generator(plan, (facts) => tell({ kind: 'rows', id, facts }));
    generators.set(id, generator);
    void generator.done.then(() => {
      generators.delete(id);
      tell({ kind: 'done', id });
    });
  } catch (thrown) {
    tell({ kind: 'failed', id, reason: toLabError(thrown).message });
  }
}

function tell(message: FromWorker): void {
  port.postMessage(message);
}
