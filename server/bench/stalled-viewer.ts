import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { io } from 'socket.io-client';

/** Watches a run and never acknowledges what it is sent. */
export async function neverAcknowledging(url: string, runId: string): Promise<Disposable> {
  const socket = io(url, { transports: ['websocket'] });
  socket.on('run:advanced', () => {}); // takes the message; the acknowledgement that comes with it is never called
  await new Promise<void>((done) => socket.once('connect', done));
  await socket.emitWithAck('run:watch', { runId });
  return { [Symbol.dispose]: () => void socket.close() };
}

/**
 * Watches a run and then reads nothing more from its socket, so that TCP itself holds the lab back. The WebSocket is spoken by hand:
 * a library reads on behind one's back.
 */
export async function neverReading(url: string, runId: string): Promise<Disposable> {
  const { hostname, port, host } = new URL(url);
  const socket = connect({ host: hostname, port: Number(port) });
  socket.on('error', () => socket.destroy()); // the lab may close it for its silence
  let heard = '';
  socket.setEncoding('latin1').on('data', (text) => {
    heard += text;
  });
  const says = async (what: string) => {
    while (!heard.includes(what)) await delay(5);
  };
  await once(socket, 'connect');
  const head = [
    'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1',
    `Host: ${host}`,
    'Upgrade: websocket',
    'Connection: Upgrade',
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Key: c3RhbGxlZC12aWV3ZXItMQ==',
  ];
  socket.write(`${head.join('\r\n')}\r\n\r\n`);
  await says('0{'); // engine.io is open
  socket.write(frame('40')); // socket.io: connect
  await says('40{');
  socket.write(frame(`42["run:watch",{"runId":"${runId}"}]`));
  await says('run:advanced');
  socket.pause();
  return { [Symbol.dispose]: () => void socket.destroy() };
}

/** A short text frame (RFC 6455, 5.2), masked with zeros as a client may. */
function frame(text: string): Buffer {
  const payload = Buffer.from(text);
  if (payload.length > 125) throw new Error('The frame is too long.');
  return Buffer.concat([Buffer.from([0x81, 0x80 | payload.length, 0, 0, 0, 0]), payload]);
}
