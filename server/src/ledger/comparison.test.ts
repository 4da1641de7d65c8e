import { describe, expect, test } from 'vitest';
import type { RequestRow } from '#protocol/request.ts';
import { compare } from './comparison.ts';
import { abandonedAt, cutAt, exit, killed, lane, open, refused, row, sigkill, timedOutAt } from './testing.ts';
import type { LaneFacts } from './verdict.ts';

const KILL = { termination: sigkill, exit: killed, exitedAt: 1012 } satisfies Partial<LaneFacts>;

/** Three answered before the signal at 1000, three in flight at it, one just after and two later. */
function rows(inFlight: (n: number) => Partial<RequestRow>, next: Partial<RequestRow>): RequestRow[] {
  const before = [1, 2, 3].map((n) => row(n, n * 100));
  const during = [4, 5, 6].map((n) => row(n, 950 + n, inFlight(n)));
  return [...before, ...during, row(7, 1041, next), row(8, 1400, refused), row(9, 1500, refused)];
}

const answered = () => ({});
const killedLane = lane(
  'a',
  'docker kill',
  rows(() => cutAt(1005), refused),
  KILL,
);
const termLane = lane('b', 'SIGTERM kill', rows(answered, cutAt(1050)));

/** The sentence with its tones: `[bad]…[/bad]`. */
function tell(...lanes: Parameters<typeof compare>[0]): string {
  return compare(lanes)
    .sentence.map(({ text, tone }) => (tone === 'plain' ? text : `[${tone}]${text}[/${tone}]`))
    .join('');
}

describe('the sentence', () => {
  test('says what each lane did with the requests in flight and with those that came later', () => {
    expect(tell(killedLane, termLane)).toBe(
      'The same 9 requests. [bad]docker kill cut all 3[/bad] that were in flight, then refused 3 that came later. ' +
        '[good]SIGTERM kill answered all 3[/good], then [bad]cut 1[/bad] and refused 2 that came later. ' +
        'SIGTERM kill exited with 0 all the same: the exit code hides the loss.',
    );
  });

  test('uses the singular', () => {
    expect(
      tell(lane('a', 'docker kill', [row(1, 990, cutAt(1005))], KILL), lane('b', 'SIGTERM kill', [row(1, 990)])),
    ).toBe(
      'The same request. [bad]docker kill cut the 1[/bad] that was in flight. [good]SIGTERM kill answered the 1[/good].',
    );
    expect(tell(lane('a', 'A', [row(1, 990), row(2, 1010, cutAt(1020))]))).toContain(
      ', then [bad]cut the 1[/bad] that came next.',
    );
  });

  test('explains again when another number was in flight', () => {
    const fewer = lane('b', 'SIGTERM kill', [row(1, 950), row(2, 960)]);
    const more = lane('a', 'docker kill', [row(1, 950, cutAt(1005))], KILL);
    expect(tell(more, fewer)).toContain('[good]SIGTERM kill answered all 2[/good] that were in flight.');
  });

  test('tells both parts when only some in flight were answered', () => {
    const some = lane(
      'a',
      'sync',
      rows((n) => (n === 4 ? {} : cutAt(1300)), refused),
    );
    expect(tell(some, termLane)).toContain(
      '[good]sync answered 1[/good] and [bad]cut 2[/bad] of the 3 that were in flight, then refused 3 that came later.',
    );
  });

  test('says that lanes came out alike', () => {
    const other = lane(
      'b',
      'SIGTERM kill',
      rows(() => cutAt(1005), refused),
      KILL,
    );
    expect(tell(killedLane, other)).toBe(
      'The same 9 requests. docker kill and SIGTERM kill came out alike: each [bad]cut all 3[/bad] that were in flight, ' +
        'then refused 3 that came later.',
    );
  });

  test('says that traffic with nothing in flight hides the problem', () => {
    const quiet = [row(1, 500), row(2, 1500, refused)];
    expect(tell(lane('a', 'docker kill', quiet, KILL), lane('b', 'SIGTERM kill', quiet))).toBe(
      'The same 2 requests. Nothing was in flight when the signal came: this traffic hides the problem. ' +
        'docker kill and SIGTERM kill came out alike: each refused the 1 that came next.',
    );
    const cutLater = lane('b', 'SIGTERM kill', [row(1, 500), row(2, 1500, cutAt(1501))]);
    expect(tell(lane('a', 'docker kill', quiet, KILL), cutLater)).toContain(
      '[bad]SIGTERM kill cut the 1[/bad] that came next.',
    );
  });

  test('says that nothing was in flight in one lane only', () => {
    const idle = lane('b', 'SIGTERM kill', [row(1, 500)]);
    expect(tell(killedLane, idle)).toContain('SIGTERM kill had nothing in flight.');
  });

  test('says what a proxy makes impossible to tell, and claims nothing of it', () => {
    const through = lane('b', 'SIGTERM kill', rows(answered, cutAt(1050)), { proxied: true });
    const sentence = tell(killedLane, through);
    expect(sentence).toContain('then refused 2 and cut or refused 1 that came later.');
    expect(sentence).toContain('For 1 request lost by SIGTERM kill it cannot be told');
    expect(sentence).not.toContain('exit code hides');
  });

  test('names what never ended in an answer', () => {
    expect(
      tell(
        lane(
          'a',
          'frozen',
          rows(() => timedOutAt(3000), refused),
        ),
      ),
    ).toContain('[bad]frozen left all 3 unanswered[/bad]');
    expect(
      tell(
        lane(
          'a',
          'frozen',
          rows(() => abandonedAt(2000), refused),
        ),
      ),
    ).toContain('left all 3 unanswered');
  });

  test('does not lay on the container what the lab gave up on while it lived', () => {
    const drained = lane(
      'a',
      'slow',
      rows(() => abandonedAt(1100), refused),
    );
    expect(tell(drained)).toContain('slow still kept all 3 waiting that were in flight');
    expect(tell(drained)).not.toContain('hides the loss');
    const gone = { exit: null, exitedAt: null, removed: true, logComplete: false };
    const told = tell({ ...drained, facts: { ...drained.facts, ...gone } });
    expect(told).toContain('The run was finished before slow had ended: how that would have come out is not known.');
    expect(told).not.toContain('Provisional');
  });

  test('names server errors, losses before the signal and requests that were never sent', () => {
    const odd = lane('a', 'odd', [
      row(1, 100, cutAt(120)),
      row(2, 200, { status: 503 }),
      row(3, 300, { outcome: 'not-sent', sight: 'no-socket', sentAt: null, connectedAt: null, writtenAt: null }),
    ]);
    const sentence = tell(odd);
    expect(sentence).toContain('[bad]odd lost 1 before the signal came.[/bad]');
    expect(sentence).toContain('[bad]odd answered 1 request with a server error before the signal came.[/bad]');
    expect(sentence).toContain('1 request for odd was never sent.');
  });

  test('says that the lab itself was held up, where requests were sent much later than they were due', () => {
    const late = [row(1, 100), row(2, 200, { sentAt: 430.4 }), row(3, 300, { sentAt: 401 })];
    const held = lane('a', 'A', late);
    expect(tell(held, lane('b', 'B', [row(1, 100), row(2, 200, { sentAt: 300 })]))).toContain(
      'The lab itself was held up: 2 requests for A were sent more than 100 ms late, by up to 230 ms.',
    );
    expect(tell(held, lane('b', 'B', [row(1, 100, { sentAt: 350 })]))).toContain(
      'held up: 2 requests for A and 1 request for B were sent more than 100 ms late, by up to 250 ms.',
    );
    expect(tell(lane('a', 'A', [row(1, 100, { sentAt: 201 })]))).toContain('1 request for A was sent more than');
    expect(tell(killedLane, termLane)).not.toContain('held up');
  });

  test('draws nothing from a lane that failed', () => {
    const sentence = tell(killedLane, { ...termLane, failed: true });
    expect(sentence).toContain('SIGTERM kill failed: it proves nothing.');
    expect(sentence).not.toContain('SIGTERM kill answered');
    expect(compare([killedLane, { ...termLane, failed: true, verdict: null }]).final).toBe(true);
  });

  test('says what is missing while it is provisional', () => {
    const running = lane('b', 'SIGTERM kill', [row(1, 100), row(2, 990, open)], {
      terminatedAt: null,
      termination: null,
      exit: null,
      exitedAt: null,
      logComplete: false,
    });
    expect(tell(killedLane, running)).toMatch(/Provisional: SIGTERM kill was not terminated\.$/);
    const draining = lane(
      'b',
      'SIGTERM kill',
      rows(() => open, open),
      { exit: null, exitedAt: null, logComplete: false },
    );
    expect(tell(killedLane, draining)).toContain('SIGTERM kill still keeps all 3 waiting');
    expect(tell(killedLane, draining)).toMatch(/Provisional: SIGTERM kill has not ended\.$/);
    const unread = lane('b', 'SIGTERM kill', rows(answered, refused), { logComplete: false });
    expect(tell(killedLane, unread)).toMatch(/Provisional: SIGTERM kill has log lines still to be read\.$/);
  });

  test('says that a container ended without a termination', () => {
    const gone = {
      terminatedAt: null,
      acceptedAt: null,
      termination: null,
      exit: exit({ exitCode: 137, endedBy: 'outside' }),
    };
    expect(
      tell(
        lane(
          'a',
          'docker kill',
          rows(() => cutAt(1005), refused),
          gone,
        ),
      ),
    ).toContain('[bad]docker kill was ended without a termination, from outside the lab, and lost 3 requests.[/bad]');
  });

  test('gives the numbers apart where the lanes got different requests', () => {
    const slower = lane('b', 'SIGTERM kill', [row(1, 950)]);
    expect(tell(killedLane, slower)).toMatch(/^Requests: 9 for docker kill, 1 for SIGTERM kill\./);
    const shifted = lane('b', 'SIGTERM kill', [row(1, 951)]);
    expect(tell(slower, { ...shifted, label: 'docker kill' })).toMatch(/^1 request each\./);
    expect(tell(lane('a', 'A', []), lane('b', 'B', []))).toMatch(
      /^No request was due\. So nothing is known of what these ways of ending cost\./,
    );
  });

  test('compares up to four lanes, and tells lanes with one label apart', () => {
    const four = [
      killedLane,
      termLane,
      { ...killedLane, laneId: 'c' as const },
      { ...termLane, laneId: 'd' as const },
    ];
    const sentence = tell(...four);
    for (const name of ['docker kill (A)', 'SIGTERM kill (B)', 'docker kill (C)', 'SIGTERM kill (D)']) {
      expect(sentence).toContain(name);
    }
    expect(sentence).toContain('SIGTERM kill (B) and SIGTERM kill (D) each exited with 0');
  });
});

describe('the table', () => {
  test('has what was in flight at the signal and what was sent after it', () => {
    const { final, lanes } = compare([killedLane, termLane]);
    expect(final).toBe(true);
    expect(lanes.map(({ inFlightAtSignal }) => inFlightAtSignal)).toEqual([
      { total: 3, answered: 0 },
      { total: 3, answered: 3 },
    ]);
    expect(lanes[1]).toMatchObject({
      laneId: 'b',
      due: 9,
      completed: 6,
      refused: 2,
      afterSignal: { answered: 0, lost: 1, refused: 2 },
      exitCode: 0,
      durationMs: 312,
      promises: { 'in-flight-answered': 'kept', 'no-connection-cut': 'broken', 'no-sigkill': 'kept' },
    });
  });

  test('is final only when every lane has ended, its log was read and no request waits', () => {
    const unread = lane('b', 'B', [row(1, 100)], { logComplete: false });
    const waiting = lane('b', 'B', [row(1, 100, open)]);
    for (const other of [unread, waiting]) expect(compare([killedLane, other]).final).toBe(false);
    expect(compare([]).final).toBe(false);
  });

  test('counts nothing at a signal that was not sent', () => {
    const running = lane('a', 'A', [row(1, 990, open)], { terminatedAt: null, exit: null, exitedAt: null });
    expect(compare([running]).lanes[0]).toMatchObject({
      inFlightAtSignal: { total: 0, answered: 0 },
      afterSignal: { answered: 0, lost: 0, refused: 0 },
      exitCode: null,
    });
  });
});
