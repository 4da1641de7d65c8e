import { decimal, grouped } from './language/decimal.ts';
import { say, sayCount } from './language/say.ts';
import type { Traffic } from './traffic.ts';

/** What a scenario's traffic is, as facts with a name: for a list. */
export function trafficFacts(traffic: Traffic): { name: string; value: string }[] {
  return [
    { name: say('Requests'), value: requests(traffic) },
    {
      name: say('Handler'),
      value:
        traffic.handlerTimeMs === 0
          ? say('answers at once')
          : say('takes {time}', { time: time(traffic.handlerTimeMs) }),
    },
    { name: say('Connection'), value: say(traffic.keepAlive ? 'used again' : 'a new one each') },
    { name: say('Patience'), value: time(traffic.timeoutMs) },
    { name: say('Ends after'), value: limits(traffic) },
  ];
}

function requests(traffic: Traffic): string {
  if (traffic.model === 'open') {
    const { ratePerSecond } = traffic;
    return sayCount(
      ratePerSecond,
      '{shown} request a second, whatever the server does',
      '{shown} requests a second, whatever the server does',
      { shown: grouped(ratePerSecond) },
    );
  }
  const { clients, pauseMs } = traffic;
  const shown = grouped(clients);
  return pauseMs === 0
    ? sayCount(
        clients,
        '{shown} client; each waits for its answer, then asks again at once',
        '{shown} clients; each waits for its answer, then asks again at once',
        { shown },
      )
    : sayCount(
        clients,
        '{shown} client; each waits for its answer, then pauses {pause}',
        '{shown} clients; each waits for its answer, then pauses {pause}',
        { shown, pause: time(pauseMs) },
      );
}

function limits({ maxRequests, maxSeconds }: Traffic): string {
  return sayCount(maxRequests, '{shown} request or {time}', '{shown} requests or {time}', {
    shown: grouped(maxRequests),
    time: time(maxSeconds * 1_000),
  });
}

function time(ms: number): string {
  return ms < 1_000 ? `${ms} ms` : `${decimal(`${ms / 1_000}`)} s`;
}
