import { Agent, request as httpRequest } from 'node:http';

/** One request, by the number of the round; gives what `next` gets of its answer. */
export interface Measured {
  readonly name: string;
  /** Fails where the answer is not what it should be: an error is answered quickly. */
  readonly once: (worker: number) => Promise<void>;
}

export interface Figures {
  /** Milliseconds of each request. */
  readonly times: readonly number[];
  /** Of all of them together. */
  readonly seconds: number;
}

/** `count` requests by `clients` at once, each of which waits for its answer before it asks again. */
export async function measure({ once }: Measured, clients: number, count: number): Promise<Figures> {
  const times: number[] = [];
  let left = count;
  const start = performance.now();
  const work = async (worker: number): Promise<void> => {
    while (left > 0) {
      left -= 1;
      const at = performance.now();
      await once(worker);
      times.push(performance.now() - at);
    }
  };
  await Promise.all(Array.from({ length: clients }, (_, worker) => work(worker)));
  return { times, seconds: (performance.now() - start) / 1000 };
}

/** Nearest rank. */
export function quantile(times: readonly number[], q: number): number {
  const sorted = times.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(q * sorted.length) - 1)] ?? Number.NaN;
}

export interface Asked {
  readonly method?: 'GET' | 'POST' | 'PATCH';
  readonly path: string;
  readonly key?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** @default 200 */
  readonly status?: number;
}

/** Asks on connections that are kept; nothing is parsed beyond JSON. */
export function createAsking(address: string): { ask(asked: Asked): Promise<unknown>; close(): void } {
  const agent = new Agent({ keepAlive: true });
  return {
    ask: ({ method = 'GET', path, key, headers, body, status = 200 }) =>
      new Promise((resolve, reject) => {
        const sent = Buffer.isBuffer(body) || body === undefined ? body : Buffer.from(JSON.stringify(body));
        const request = httpRequest(
          address + path,
          {
            method,
            agent,
            headers: {
              ...(key !== undefined && { authorization: `Bearer ${key}` }),
              ...(sent !== undefined && { 'content-type': 'application/json', 'content-length': sent.length }),
              ...headers,
            },
          },
          (answer) => {
            const pieces: Buffer[] = [];
            answer.on('data', (piece: Buffer) => pieces.push(piece));
            answer.on('error', reject);
            answer.on('end', () => {
              const text = Buffer.concat(pieces).toString();
              if (answer.statusCode !== status) {
                reject(new Error(`${method} ${path} answered ${answer.statusCode}: ${text}`));
                return;
              }
              resolve(text.startsWith('{') ? JSON.parse(text) : undefined);
            });
          },
        );
        request.on('error', reject);
        request.end(sent);
      }),
    close: () => agent.destroy(),
  };
}
