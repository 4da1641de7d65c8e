import type { Traffic } from '#protocol/traffic.ts';

/** What a scenario's traffic is, as facts with a name: for a list. */
export function trafficFacts(traffic: Traffic): { name: string; value: string }[] {
  return [
    { name: 'Requests', value: requests(traffic) },
    {
      name: 'Handler',
      value: traffic.handlerTimeMs === 0 ? 'answers at once' : `takes ${time(traffic.handlerTimeMs)}`,
    },
    { name: 'Connection', value: traffic.keepAlive ? 'used again' : 'a new one each' },
    { name: 'Patience', value: time(traffic.timeoutMs) },
    { name: 'Ends after', value: `${count(traffic.maxRequests, 'request')} or ${time(traffic.maxSeconds * 1_000)}` },
  ];
}

function requests(traffic: Traffic): string {
  if (traffic.model === 'open')
    return `${count(traffic.ratePerSecond, 'request')} a second, whatever the server does`;
  const pause = traffic.pauseMs === 0 ? 'asks again at once' : `pauses ${time(traffic.pauseMs)}`;
  return `${count(traffic.clients, 'client')}; each waits for its answer, then ${pause}`;
}

function time(ms: number): string {
  return ms < 1_000 ? `${ms} ms` : `${ms / 1_000} s`;
}

function count(number: number, noun: string): string {
  return `${number.toLocaleString('en')} ${noun}${number === 1 ? '' : 's'}`;
}
