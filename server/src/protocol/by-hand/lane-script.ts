import { dockerRun } from '../docker-run.ts';
import { english } from '../language/say.ts';
import { shellLine } from '../shell-words.ts';
import { REQUEST_COLUMNS } from './curl-request.ts';
import { endCommand, endsCommand, exitCommand, laneImages } from './docker-commands.ts';
import type { HandLane, NamedProgram } from './hand-lane.ts';
import { frontOf, laneContainers } from './hand-lane.ts';
import { trafficFunctions } from './traffic-commands.ts';

/** What the script's file is called. */
export function scriptName({ scenarioId, program }: HandLane): string {
  return `${scenarioId}-${program.name}.sh`;
}

/** Seconds that the script waits for an exit: longer than any grace period of the catalogue, and shorter where none is expected. */
const PATIENCE_S = 60;
const PATIENCE_RUNS_ON_S = 5;

/** Of the log, from before the signal on: eight requests in flight alone are 24 lines after it. */
const LAST_LINES = 40;

/**
 * One POSIX shell script that does a lane from its image to its verdict, and removes what it made however it ends. Needs docker and
 * curl. BEFORE and AFTER in its environment are the seconds of traffic before the ending and after the exit.
 */
export function laneScript(lane: HandLane): string {
  const { program, restart } = lane;
  const front = frontOf(lane);
  const [service] = laneContainers(lane);
  const names = laneContainers(lane).map(({ name }) => name);
  return `${[
    head(lane),
    taken(names),
    CLEAN_UP,
    ADDRESS,
    trafficFunctions(lane, 'script'),
    SUMMARY,
    section('Build', laneImages(lane).map(build)),
    section('Run', [
      labelled(dockerRun(program)),
      `service=$(${healthy(service)})`,
      ...laneContainers(lane)
        .slice(1)
        .filter((other) => other.name !== front.name)
        .map((other) => `${healthy(other)} >/dev/null`),
      // What a balancer answers there is an upstream's answer: it has found one.
      front.name === service.name ? 'address=$service' : `address=$(${healthy(front, service)})`,
      'echo "The requests go to $address"',
    ]),
    section('Traffic', ['touch "$work/on"', 'traffic >"$work/requests" &', `sleep "${variable('BEFORE', 5)}"`]),
    section(endCommand(lane, service.name), [
      'asked=$(date +%s)',
      endCommand(lane, '$service'),
      waiting(lane),
      `sleep "${variable('AFTER', 3)}"`,
      'rm "$work/on"',
      'wait',
    ]),
    section('What became of the requests', ['summary']),
    section('How it ended', [
      exitCommand(lane),
      ...(program.runtime.restartPolicy === 'no' ? [] : [endsCommand(lane, '"$asked"')]),
      `docker logs --tail ${LAST_LINES} ${service.name} 2>&1`,
    ]),
    ...(restart ? [section('Start it again, and ask what it still has', again(lane))] : []),
  ].join('\n\n')}\n`;
}

function head(lane: HandLane): string {
  return `#!/bin/sh
# ${lane.title}
# Does by hand what the lab does in this lane, and removes what it made, also after Ctrl+C; the image stays. It needs docker and curl (7.75).
# Run it in the folder of the lab's repository: sh ${scriptName(lane)}
# BASE_IMAGE=… is another base to build on, BEFORE and AFTER are the seconds of traffic before the ending and after the exit.
set -eu`;
}

/** Somebody else's containers are not to be removed in the end. */
function taken(names: readonly string[]): string {
  return `for name in ${shellLine(names)}; do
  if docker container inspect "$name" >/dev/null 2>&1; then
    echo "There is a container $name already. If it is not needed: docker rm -f -v $name" >&2
    exit 1
  fi
done`;
}

const CLEAN_UP = `work=$(mktemp -d)
# What is removed in the end is what carries this label, and nothing else.
label=by-hand=$(basename "$work")
clean_up() {
  # Who is impatient and presses Ctrl+C again must not end the cleaning.
  trap '' INT HUP TERM
  rm -f "$work/on"
  docker ps -aq --filter "label=$label" | xargs docker rm -f -v >/dev/null 2>&1 || :
  docker network ls -q --filter "label=$label" | xargs docker network rm >/dev/null 2>&1 || :
  wait
  rm -rf "$work"
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' HUP TERM`;

/** The commands of the settings sheet, with the label of what the script makes. */
function labelled(commands: string): string {
  return commands
    .replaceAll(/^docker run -d /gm, '$&--label "$label" ')
    .replaceAll(/^docker network create /gm, '$&--label "$label" ');
}

const ADDRESS = `answers() {
  curl -sf -o /dev/null --max-time 1 "http://$1"
}

# Where a container answers: at its own address, or where this machine has no way to that (Docker Desktop), at its published port.
# There a proxy accepts in its place, and what was refused looks cut. Arguments: name, port, a path that answers when it is healthy.
healthy() {
  own=$(docker inspect --format '{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}' "$1"):$2
  published=$(docker port "$1" "$2" | head -n 1)
  tries=0
  while [ $tries -lt 100 ]; do
    if answers "$own$3"; then echo "$own" && return; fi
    if answers "$published$3"; then
      # It may have begun to listen between the two questions.
      if answers "$own$3"; then echo "$own"; else echo "$published"; fi
      return
    fi
    tries=$((tries + 1))
    sleep 0.2
  done
  echo "$1 does not answer. Its log:" >&2
  docker logs --tail 20 "$1" >&2
  exit 1
}`;

const SUMMARY = `# What was never connected was refused; 28 is curl's word for the end of its patience.
summary() {
  awk '$2 >= 500 { failed++ }
    $3 == 0 { answered++; next } $4 == 0 { refused++; next } $3 == 28 { late++; next } { cut++ }
    END {
      printf "%d requests: %d answered, %d refused, %d cut, %d timed out", NR, answered, refused, cut, late
      if (failed) printf "; %d of the answers say 5xx", failed
      print ""
    }' "$work/requests"
  echo "Those without an answer: ${english(REQUEST_COLUMNS)}"
  awk '$3 != 0' "$work/requests" | head -n 12
}`;

function healthy({ name, container }: NamedProgram, answering = { container }): string {
  return `healthy ${name} ${container.port} ${answering.container.healthPath}`;
}

function section(title: string, commands: readonly string[]): string {
  return [`printf '\\n== %s\\n' ${shellLine([title])}`, ...commands].join('\n');
}

/** A variable of the environment, or what stands for it where nobody set it. */
function variable(name: string, otherwise: number): string {
  return `\${${name}:-${otherwise}}`;
}

function build({ image, folder }: { image: string; folder: string }): string {
  return `if ! docker image inspect ${image} >/dev/null 2>&1; then
  [ -d ${folder} ] || { echo "There is no ${folder} here: run this in the folder of the lab's repository." >&2; exit 1; }
  docker build \${BASE_IMAGE:+--build-arg "BASE_IMAGE=$BASE_IMAGE"} -t ${image} ${folder}
fi`;
}

/** Until it has ended, or its restart policy has started it again. */
function waiting({ program, runsOn }: HandLane): string {
  const patience = runsOn ? PATIENCE_RUNS_ON_S : PATIENCE_S;
  return `while [ "$(docker inspect --format '{{.State.Running}} {{.RestartCount}}' ${program.name})" = 'true 0' ] &&
  [ $(($(date +%s) - asked)) -lt ${patience} ]; do
  sleep 0.2
done
echo "That took $(($(date +%s) - asked)) s, give or take one"`;
}

/** The client's side of what survived: what it had the service's word for, and what it sends again. */
function again(lane: HandLane): string[] {
  const [service] = laneContainers(lane);
  const resend = [
    `awk '$3 != 0 && $4 > 0 { print $1 }' "$work/requests" >"$work/lost"`,
    'echo "Requests that were lost and are sent again: $(grep -c . "$work/lost")"',
    'while read -r number; do request "$number"; done <"$work/lost"',
  ];
  return [
    `docker start ${service.name} >/dev/null`,
    `address=$(${healthy(service)})`,
    ...(lane.retry === 'none' ? [] : resend),
    `awk '$2 ~ /^2/ { print $1 }' "$work/requests" | sort -u >"$work/acknowledged"`,
    `curl -s "http://$address"${service.container.storedPath ?? '/'} | tr -cs 0-9 '\\n' | grep . | sort >"$work/stored" || :`,
    'echo "Answered with 2xx before: $(grep -c . "$work/acknowledged")"',
    'echo "Of these forgotten: $(comm -23 "$work/acknowledged" "$work/stored" | grep -c .)"',
    'echo "Carried out twice: $(uniq -d "$work/stored" | grep -c .)"',
  ];
}
