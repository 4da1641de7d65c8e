import { expect } from '@playwright/test';
import type { RequestRow } from '#protocol/request.ts';
import type { RunView } from '#protocol/run.ts';

/** The outside contract, called as a script would: nothing but fetch. */
export class LabApi {
  readonly #url: string;

  constructor(url: string) {
    this.#url = url;
  }

  async call(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Response> {
    return await fetch(`${this.#url}${path}`, {
      method,
      headers: body === undefined ? headers : { 'content-type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  }

  async run(id: string): Promise<RunView> {
    return await (await this.call('GET', `/api/runs/${id}`)).json();
  }

  async create(body: unknown): Promise<RunView> {
    const response = await this.call('POST', '/api/runs', body);
    expect(response.status).toBe(201);
    return await response.json();
  }

  /** Waits until a run's view fulfils a condition, and answers it. */
  async until(id: string, condition: (view: RunView) => boolean, timeout = 45_000): Promise<RunView> {
    await expect.poll(async () => condition(await this.run(id)), { timeout, intervals: [50] }).toBe(true);
    return await this.run(id);
  }

  async ledger(id: string, lane: string): Promise<RequestRow[]> {
    const text = await (await this.call('GET', `/api/runs/${id}/ledger?lane=${lane}`)).text();
    return text
      .trim()
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line));
  }
}
