import type { PromiseView, Survival } from '#protocol/lane.ts';
import type { Said } from '#protocol/language/say.ts';
import { said, saidCount, say, sayCount } from '#protocol/language/say.ts';
import type { LaneFacts } from './lane-facts.ts';
import { numberList } from './wording.ts';

/** Work that was acknowledged is still there when the service is started again. */
export function judgeAcknowledgedSurvives({ survival }: Pick<LaneFacts, 'survival'>): PromiseView {
  const view = (state: PromiseView['state'], evidence: string, rows: number[] = []): PromiseView => ({
    id: 'acknowledged-survives',
    state,
    evidence,
    rows,
  });
  if (survival === null) {
    return view('unknown', say('Not asked: the service of this lane was not to be started again.'));
  }
  if ('error' in survival) {
    return view(
      'unknown',
      say('It could not be asked after a restart: {reason}', { reason: survival.said ?? survival.error }),
    );
  }
  const { acknowledged, forgotten, rows, retried } = survival;
  if (acknowledged === 0) return view('kept', say('Nothing was acknowledged: this proves little.'));
  const again = retried === undefined ? '' : ` ${sentAgain(retried)}`;
  if (forgotten === 0) return view('kept', `${stillThere(acknowledged)}${again}`);
  return view('broken', `${gone(survival)}${again}`, rows);
}

function stillThere(acknowledged: number): string {
  return sayCount(
    acknowledged,
    'After a restart the service still had the work of {count} request that it had acknowledged.',
    'After a restart the service still had the work of {count} requests that it had acknowledged.',
  );
}

function gone({ acknowledged, forgotten, rows }: Answer): string {
  const numbers = numberList(rows);
  return forgotten === acknowledged
    ? say('All of the {acknowledged} acknowledged requests were gone after a restart: {numbers}.', {
        acknowledged,
        numbers,
      })
    : say('{forgotten} of the {acknowledged} acknowledged requests were gone after a restart: {numbers}.', {
        forgotten,
        acknowledged,
        numbers,
      });
}

/** `The client sent 4 lost requests again: 3 were done twice (14, 15, 16).` */
export function sentAgain({ sent, answered, duplicated, duplicates }: Retried): string {
  if (sent === 0) return say('The client had lost nothing that it could send again.');
  const lost = saidCount(sent, '{count} lost request', '{count} lost requests');
  const twice = doneTwice(duplicated, duplicates);
  if (answered === sent) return say('The client sent {lost} again: {twice}.', { lost, twice });
  return say('The client sent {lost} again, and {answered}: {twice}.', {
    lost,
    answered: answeredText(answered),
    twice,
  });
}

function answeredText(answered: number): Said {
  // None is a number of its own: not every language says it with a 0.
  if (answered === 0) return said('0 were answered');
  return saidCount(answered, '{count} was answered', '{count} were answered');
}

function doneTwice(duplicated: number, duplicates: readonly number[]): Said {
  if (duplicated === 0) return said('none was done twice');
  return saidCount(duplicated, '{count} was done twice ({numbers})', '{count} were done twice ({numbers})', {
    numbers: numberList(duplicates),
  });
}

type Answer = Extract<Survival, { acknowledged: number }>;
type Retried = NonNullable<Answer['retried']>;
