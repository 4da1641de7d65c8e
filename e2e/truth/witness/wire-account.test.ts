import { describe, expect, test } from 'vitest';
import { responseText, Script, SERVER } from './testing.ts';
import { accountFor } from './wire-account.ts';

const PATIENCE_MS = 1_000;
const NOTHING = { requests: [], turnedAway: [], unanswered: [], silent: [], endedIdle: [] };

/** Requests wait from the beginning of their connection, but for what is said otherwise. */
function account(...scripts: Script[]) {
  return accountOf(scripts, {});
}

function accountOf(scripts: Script[], waitFrom: Record<number, number>) {
  return accountFor(
    scripts.flatMap(({ segments }) => segments),
    SERVER,
    (id) => (waitFrom[id] ?? 0) + PATIENCE_MS,
  );
}

function fatesOf(...scripts: Script[]) {
  return account(...scripts).requests.map(({ id, fate }) => [id, fate.outcomes.join(' or ')]);
}

/** A request that the server's kernel took. */
const sent = () => new Script().connect().request(7).server({});

describe('the fate of a request', () => {
  test('a whole answer completes it, and says with which status and how many bytes', () => {
    const bytes = responseText(201, 'done').length;
    expect(account(sent().respond().server({ fin: true }).client({ fin: true }))).toEqual({
      ...NOTHING,
      requests: [
        {
          id: 7,
          reused: false,
          times: expect.anything(),
          fate: { outcomes: ['completed'], answer: { status: 201, bytes }, cutBy: [], decidedAt: 0, afterMs: 0 },
        },
      ],
      endedIdle: [{ endings: ['end-of-file'], endedAt: 0 }],
    });
  });

  test('an answer in pieces, with one of them sent twice, is a whole answer', () => {
    const text = responseText(503, 'sorry');
    const script = sent().server({}, text.slice(0, 20)).again().server({}, text.slice(20));
    expect(account(script).requests[0]?.fate.answer).toEqual({ status: 503, bytes: text.length });
  });

  test('a reset behind a whole answer takes nothing back', () => {
    expect(fatesOf(sent().respond().server({ rst: true }))).toEqual([[7, 'completed']]);
  });

  test('a connection that the kernel made and the program never took is cut', () => {
    expect(fatesOf(sent().wait(400).server({ rst: true }))).toEqual([[7, 'cut']]);
    expect(fatesOf(sent().wait(400).server({ fin: true }).client({ fin: true }))).toEqual([[7, 'cut']]);
  });

  test('a torn answer is no answer', () => {
    const torn = sent().server({}, responseText(201, 'done').slice(0, -1));
    expect(fatesOf(torn.server({ fin: true }))).toEqual([[7, 'cut']]);
  });

  test('a client that goes first has timed out, whatever comes later', () => {
    const gone = () => sent().wait(PATIENCE_MS).client({ fin: true });
    expect(fatesOf(gone())).toEqual([[7, 'timed-out']]);
    expect(fatesOf(gone().respond().client({ rst: true }))).toEqual([[7, 'timed-out']]);
    expect(fatesOf(gone().server({ rst: true }))).toEqual([[7, 'timed-out']]);
  });

  test('a client that goes without having read the answer, which its kernel tells by a reset, has timed out', () => {
    expect(fatesOf(sent().wait(PATIENCE_MS).respond().client({ rst: true }))).toEqual([[7, 'timed-out']]);
    expect(fatesOf(sent().wait(100).respond().client({ rst: true })), 'nobody goes before its time').toEqual([
      [7, 'completed'],
    ]);
  });

  test('a client that was held up may have seen what came after its patience was over, or may have gone: either is true', () => {
    const late = () => sent().wait(PATIENCE_MS);
    expect(fatesOf(late().server({ fin: true }).wait(300).client({ fin: true }))).toEqual([[7, 'cut or timed-out']]);
    expect(fatesOf(late().server({ rst: true }))).toEqual([[7, 'cut or timed-out']]);
    expect(fatesOf(late().respond().server({ rst: true }))).toEqual([[7, 'completed or timed-out']]);
    expect(fatesOf(late().respond().client({ fin: true })), 'it has read all: no reset').toEqual([[7, 'completed']]);
  });

  test('what came before the patience was over is decided, however late the client looks', () => {
    const inTime = () => sent().wait(PATIENCE_MS - 50);
    expect(fatesOf(inTime().server({ fin: true }).wait(300).client({ fin: true }))).toEqual([[7, 'cut']]);
    expect(fatesOf(inTime().server({ rst: true }))).toEqual([[7, 'cut']]);
    expect(fatesOf(inTime().respond().server({ rst: true }))).toEqual([[7, 'completed']]);
  });

  test('without an end it stays open', () => {
    expect(fatesOf(sent())).toEqual([[7, '']]);
  });

  test('each request of a kept connection has its own', () => {
    const kept = sent().respond().request(8).respond().wait(5).request(9).server({ rst: true });
    expect(account(kept).requests.map(({ id, reused, fate }) => [id, reused, fate.outcomes.join()])).toEqual([
      [7, false, 'completed'],
      [8, true, 'completed'],
      [9, true, 'cut'],
    ]);
  });

  test('the patience with a kept connection’s request begins with that request', () => {
    const kept = sent().wait(900).respond().request(8).wait(200).server({ fin: true }).client({ fin: true });
    const fates = accountOf([kept], { 8: 900 }).requests.map(({ id, fate }) => [id, fate.outcomes.join()]);
    expect(fates).toEqual([
      [7, 'completed'],
      [8, 'cut'],
    ]);
  });

  test('the patience begins when the client says, which may be some time before its first packet', () => {
    const held = () => new Script().wait(60).connect().request(7);
    expect(
      fatesOf(
        held()
          .wait(PATIENCE_MS - 30)
          .server({ rst: true }),
      ),
    ).toEqual([[7, 'cut or timed-out']]);
    expect(
      fatesOf(
        held()
          .wait(PATIENCE_MS - 90)
          .server({ rst: true }),
      ),
    ).toEqual([[7, 'cut']]);
  });
});

describe('what the client can have seen of the server’s end', () => {
  const cutBy = (script: Script) => account(script).requests[0]?.fate.cutBy;

  test('is the end of the file after a FIN, and a reset after an RST', () => {
    expect(cutBy(sent().server({ fin: true }).client({ fin: true }))).toEqual(['end-of-file']);
    expect(cutBy(sent().server({ rst: true }))).toEqual(['reset']);
    expect(cutBy(sent().server({ rst: true }).server({ fin: true }))).toEqual(['reset']);
  });

  test('is either where an RST followed the FIN before the client left', () => {
    expect(cutBy(sent().server({ fin: true }).server({ rst: true }))).toEqual(['end-of-file', 'reset']);
    const left = sent().server({ fin: true }).client({ fin: true }).server({ rst: true });
    expect(cutBy(left), 'it had left already').toEqual(['end-of-file']);
  });
});

describe('the times of a request', () => {
  const steps = () => new Script().client({ syn: true, ack: false }).wait(2).server({ syn: true }).client({}).wait(3);

  test('on a connection of its own begin with its SYN and end with what the client did next', () => {
    const script = steps().request(7).wait(20).respond().server({ fin: true }).wait(4).client({ fin: true });
    expect(account(script).requests[0]?.times).toEqual({
      freeAt: 0,
      openedAt: 0,
      acceptedAt: 2,
      sentAt: 5,
      sentWholeAt: 5,
      answeredAt: 25,
      movedOnAt: 29,
    });
  });

  test('on a kept connection begin with the end of the answer before', () => {
    const script = steps().request(7).wait(20).respond().wait(6).request(8).wait(1).server({ rst: true });
    expect(account(script).requests.map(({ times }) => times)).toMatchObject([
      { sentAt: 5, movedOnAt: 31 },
      { freeAt: 25, openedAt: null, acceptedAt: null, sentAt: 31, answeredAt: null, movedOnAt: null },
    ]);
  });
});

describe('connections without a request', () => {
  test('are counted by how they came out', () => {
    const turnedAway = new Script('10.0.0.1:1').client({ syn: true, ack: false }).server({ rst: true });
    const unanswered = new Script('10.0.0.1:2').client({ syn: true, ack: false }).again();
    const silent = new Script('10.0.0.1:3').connect().server({ rst: true });
    const idle = new Script('10.0.0.1:4').connect().request(1).respond().server({ fin: true });
    const left = new Script('10.0.0.1:5').connect().request(2).respond().client({ fin: true }).server({ fin: true });
    expect(account(turnedAway, unanswered, silent, idle, left)).toMatchObject({
      turnedAway: [{ answeredAt: 0, endings: [] }],
      unanswered: [{ answeredAt: null }],
      silent: [{ answeredAt: 0, endings: ['reset'] }],
      endedIdle: [{ endings: ['end-of-file'] }],
      requests: [{ id: 1 }, { id: 2 }],
    });
  });

  test('a port that is used again is another connection', () => {
    const first = new Script().connect().request(1).respond().server({ fin: true }).client({ fin: true });
    const second = new Script(undefined, 900_000).client({ syn: true, ack: false }).server({ rst: true });
    expect(account(first, second)).toMatchObject({ turnedAway: [{}], requests: [{ id: 1 }] });
  });

  test('what carries no request number, such as a health check, is nobody’s', () => {
    const health = new Script().connect().client({}, 'GET /health HTTP/1.1\r\nHost: x\r\n\r\n').respond(200);
    expect(account(health)).toEqual(NOTHING);
  });

  test('packets of other servers are left aside', () => {
    const other = sent().segments.map((segment) => ({
      ...segment,
      from: segment.from.replace(SERVER, '10.0.0.9:1'),
      to: segment.to.replace(SERVER, '10.0.0.9:1'),
    }));
    expect(accountFor(other, SERVER, () => PATIENCE_MS)).toEqual(NOTHING);
  });
});
