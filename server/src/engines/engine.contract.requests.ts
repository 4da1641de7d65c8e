import type { RunningContainer } from './engine.ts';

type Addressed = Pick<RunningContainer, 'address'>;

/** Whether the contract suite's program answers its health check. */
export async function answers(container: Addressed): Promise<boolean> {
  const { host, port } = container.address;
  return fetch(`http://${host}:${port}/healthcheck`, { signal: AbortSignal.timeout(2000) }).then(
    (response) => response.ok,
    () => false,
  );
}

/** Sends it a request with a number. */
export function post(container: Addressed, number: number): Promise<Response> {
  const { host, port } = container.address;
  return fetch(`http://${host}:${port}/`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-request-id': String(number) },
    body: JSON.stringify({ number }),
  });
}
