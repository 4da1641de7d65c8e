/**
 * Where the pacing of requests is measured: a bare server in a process of its own that notes when each request arrives, on the
 * machine's monotonic clock, and does next to nothing else. Forked; sends its port, and for each message what it has noted.
 */
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';

const ID = 'X-Request-Id: ';
const KEPT = 'HTTP/1.1 201 Created\r\nContent-Length: 0\r\n\r\n';
const CLOSED = 'HTTP/1.1 201 Created\r\nConnection: close\r\nContent-Length: 0\r\n\r\n';

let arrivals: [number: number, at: number][] = [];

const server = createServer({ noDelay: true }, (socket) => {
  socket.on('error', () => socket.destroy());
  socket.on('data', (bytes) => {
    const at = Number(process.hrtime.bigint()) / 1e6; // before anything else
    const text = bytes.toString('latin1'); // a request is one segment, and a late one may come with the next
    for (let place = text.indexOf(ID); place !== -1; place = text.indexOf(ID, place + 1)) {
      arrivals.push([Number.parseInt(text.slice(place + ID.length, place + ID.length + 8), 10), at]);
      if (text.includes('Connection: close')) socket.end(CLOSED);
      else socket.write(KEPT);
    }
  });
});

process.on('message', () => {
  process.send?.(arrivals);
  arrivals = [];
});
process.on('disconnect', () => process.exit());
server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
