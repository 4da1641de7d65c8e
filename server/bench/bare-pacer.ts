/**
 * The floor for pacing: a process that does nothing but write one small request after the other to one connection, each when it is
 * due, and spins in between. Arguments: port, requests a second, how many, when the first is due (monotonic clock, ms).
 */
import { connect } from 'node:net';
import { monotonicMs } from '../src/clock.ts';

const [port = 0, rate = 0, count = 0, startAt = 0] = process.argv.slice(2).map(Number);
const socket = connect({ host: '127.0.0.1', port, noDelay: true });
let next = 1;

function turn(): void {
  while (next <= count && startAt + ((next - 1) * 1000) / rate <= monotonicMs()) {
    socket.write(`POST / HTTP/1.1\r\nHost: a\r\nX-Request-Id: ${next}\r\nContent-Length: 0\r\n\r\n`);
    next += 1;
  }
  if (next <= count) setImmediate(turn);
  else socket.end();
}

socket.resume();
socket.on('connect', turn);
