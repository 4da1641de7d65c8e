import { say } from '../language/say.ts';
import { shellLine } from '../shell-words.ts';
import type { Traffic } from '../traffic.ts';
import { requestConfig, requestFunction } from './curl-request.ts';
import type { HandLane } from './hand-lane.ts';
import { awkTemplate } from './shell-template.ts';

type Closed = Traffic & { model: 'closed' };
type Open = Traffic & { model: 'open' };

/** Who runs the traffic: somebody who ends it with Ctrl+C, or a script that does so by removing `$work/on`. */
export type TrafficPlace = 'terminal' | 'script';

/**
 * Shell functions that send a lane's requests to `$address` and print a line of each, as far as a shell and curl can: `traffic`
 * begins, and comes back when all of them are over.
 */
export function trafficFunctions(lane: HandLane, place: TrafficPlace): string {
  const text = functionsOf(lane, place);
  // To zsh, which many type into, these are no comments.
  return place === 'script' ? text : text.replaceAll(/^ *#.*\n/gm, '');
}

function functionsOf(lane: HandLane, place: TrafficPlace): string {
  const { traffic } = lane;
  if (traffic.model === 'open') return `${requestFunction(lane)}\n\n${openTraffic(traffic, place)}`;
  if (!traffic.keepAlive) return `${requestFunction(lane)}\n\n${closedTraffic(traffic, place)}`;
  // Who sends again what was lost sends it one by one.
  const single = lane.retry === 'none' ? '' : `${requestFunction(lane)}\n\n`;
  return `${single}${keptTraffic(lane, traffic, place)}`;
}

/** What a processor of 2020 manages. */
const MOST_CURLS = 100;

/** What the shell cannot do as the lab does it, for a person; null where there is nothing. */
export function trafficCaveat(traffic: Traffic): string | null {
  if (traffic.keepAlive) {
    return traffic.model === 'open'
      ? say('Each request has a curl and a connection of its own here; in the lab connections are used again.')
      : say(
          'Each client is one curl (7.84 or newer), which keeps its connection. It pauses from the beginning of a request, not from its end, and sends once more by itself what a kept connection was cut with.',
        );
  }
  return traffic.model === 'open' && traffic.ratePerSecond > MOST_CURLS
    ? say('A shell starts about {most} curls a second: what is more comes late.', { most: MOST_CURLS })
    : null;
}

function openTraffic({ ratePerSecond, maxRequests, maxSeconds }: Open, place: TrafficPlace): string {
  return `traffic() (${onCtrlC(place)}
  number=0
  # From a whole second on: the shell's clock is no finer.
  began=$(($(date +%s) + 1))
  until [ $(date +%s) -ge $began ]; do sleep 0.01; done
  while ${whileOn(place)}[ $number -lt ${maxRequests} ]; do
    passed=$(($(date +%s) - began))
    [ $passed -lt ${maxSeconds} ] || break
    number=$((number + 1))
    request $number &
    # To start curl takes time, too: no pause where that has put it behind.
    [ $number -lt $((${due(ratePerSecond)})) ] || sleep ${seconds(1_000 / ratePerSecond)}
  done
  wait
)`;
}

/** How many requests are due after `passed` seconds; a shell knows whole numbers only. */
function due(ratePerSecond: number): string {
  if (Number.isInteger(ratePerSecond)) return `passed * ${ratePerSecond}`;
  return `passed * ${Math.round(ratePerSecond * 1_000)} / 1000`;
}

/** Client 1 of 20 sends requests 1, 21, 41 …: no two have a number in common. */
function closedTraffic({ clients, pauseMs, maxRequests, maxSeconds }: Closed, place: TrafficPlace): string {
  const pause = pauseMs === 0 ? '' : `\n    sleep ${seconds(pauseMs)}`;
  return `client() {
  number=$1
  while ${whileOn(place)}[ $number -le ${maxRequests} ] && [ $(($(date +%s) - began)) -lt ${maxSeconds} ]; do
    request $number
    number=$((number + ${clients}))${pause}
  done
}

traffic() (${onCtrlC(place)}
  began=$(date +%s)
  first=1
  while [ $first -le ${clients} ]; do
    client $first &
    first=$((first + 1))
  done
  wait
)`;
}

/** One curl for all the requests of a client, told of them in a config file, where `next` stands between two of them. */
function keptTraffic(lane: HandLane, traffic: Closed, place: TrafficPlace): string {
  const { clients, pauseMs, handlerTimeMs, maxRequests, maxSeconds } = traffic;
  const everyMs = pauseMs + handlerTimeMs;
  const inTime = everyMs === 0 ? maxRequests : Math.ceil((maxSeconds * 1_000) / everyMs) * clients;
  const rate = everyMs === 0 ? '' : ` --rate ${Math.max(1, Math.round(60_000 / everyMs))}/m`;
  const isScript = place === 'script';
  const last = Math.min(maxRequests, inTime);
  const program = `BEGIN {
  for (number = first; number <= ${last}; number += ${clients}) {
    if (number > first) print "next"
    ${requestConfig(lane, isScript ? 'stderr' : 'stdout')
      .map((line) => `print ${awkTemplate(line)}`)
      .join('\n    ')}
  }
}`;
  return `requests_of() {
  awk -v first=$1 -v address="$address" ${shellLine([program])}
}

traffic() (${onCtrlC(place)}${isScript ? '' : '\n  work=$(mktemp -d)'}
  running=
  first=1
  while [ $first -le ${clients} ]; do
    requests_of $first >"$work/client-$first"
    curl${rate} -K "$work/client-$first"${isScript ? ' 2>"$work/seen-$first"' : ''} &
    running="$running $!"
    first=$((first + 1))
  done${isScript ? '\n  while [ -e "$work/on" ]; do sleep 0.1; done\n  kill $running || :' : ''}
  wait
  ${isScript ? 'cat "$work"/seen-*' : 'rm -r "$work"'}
)`;
}

function whileOn(place: TrafficPlace): string {
  return place === 'script' ? '[ -e "$work/on" ] && ' : '';
}

/** What a shell starts with `&` does not hear of Ctrl+C. */
function onCtrlC(place: TrafficPlace): string {
  return place === 'script' ? '' : "\n  trap 'kill 0' INT";
}

/** For `sleep`, which takes fractions on every system of today, though POSIX does not ask for it. */
function seconds(ms: number): string {
  return String(Number((ms / 1_000).toFixed(4)));
}
