import { CofferdamError } from '../../errors/index.ts';
import type { Server } from './server.ts';

export interface SuperviseInit {
  /** Starts a server, or breaks the start off when the signal comes. */
  start(signal: AbortSignal): Promise<Server>;
  /** Clears away what a server that ended by itself left behind. */
  clear(): Promise<void>;
  /** Milliseconds. */
  now(): number;
  /** May reject when the signal comes. */
  wait(milliseconds: number, signal: AbortSignal): Promise<void>;
  onExit(why: CofferdamError): void;
}

export interface Supervised {
  /** Asks for the end; `exited` tells when it is reached. */
  stop(): void;
  readonly exited: Promise<CofferdamError | undefined>;
}

/** Before the first, second and third restart within the window, in milliseconds. There is no fourth. */
const pauses = [0, 1000, 5000];
const windowMilliseconds = 60_000;

/** Starts a server and keeps it running. Rejects with the error of the first start; that one is not repeated. */
export async function supervise(init: SuperviseInit): Promise<Supervised> {
  const end = new AbortController();
  const first = await init.start(end.signal);
  return { stop: () => end.abort(), exited: keep(init, first, end.signal) };
}

async function keep(init: SuperviseInit, first: Server, signal: AbortSignal): Promise<CofferdamError | undefined> {
  const stopped = new Promise<undefined>((resolve) => {
    signal.addEventListener('abort', () => resolve(undefined), { once: true });
  });
  let restarts: number[] = [];
  let server: Server | undefined = first;
  let why: CofferdamError | undefined;
  for (;;) {
    if (server !== undefined) {
      why = await Promise.race([stopped, server.gone]);
      if (signal.aborted) {
        await server.stop();
        return undefined;
      }
    }
    if (why === undefined) throw new CofferdamError('internal', 'a server that is neither there nor gone');
    init.onExit(why);
    try {
      await init.clear();
    } catch (error) {
      return asOurs(error);
    }
    restarts = restarts.filter((at) => init.now() - at < windowMilliseconds);
    const pause = pauses[restarts.length];
    if (pause === undefined) return why;
    await init.wait(pause, signal).catch(() => undefined);
    if (signal.aborted) return undefined;
    restarts.push(init.now());
    try {
      server = await init.start(signal);
    } catch (error) {
      if (signal.aborted) return undefined;
      server = undefined;
      why = asOurs(error);
    }
  }
}

function asOurs(error: unknown): CofferdamError {
  return error instanceof CofferdamError ? error : new CofferdamError('internal', 'restart of PostgreSQL', error);
}
