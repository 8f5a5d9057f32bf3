import { call } from '../../../api/call.ts';
import { Problem } from '../../../api/problem.ts';

/**
 * Why nothing can be sent: the server does not answer, the session is over, or somebody else signed in, in whose name
 * nothing is to be sent that was chosen before.
 */
export type Halt = 'server' | 'session' | 'other-person';

const everyMilliseconds = 2000;

/** Undefined where it can go on. Rejects with what the server refuses otherwise. */
async function haltOf(person: string | undefined): Promise<Halt | undefined> {
  try {
    const session = await call('session.show');
    if (session.needs !== 'nothing') return 'session';
    return person !== undefined && session.person !== person ? 'other-person' : undefined;
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    if (error.code === 'not-signed-in') return 'session';
    if (error.code === 'server-silent' || error.status >= 500) return 'server';
    throw error;
  }
}

/** Asks until it can go on, and tells each time why it cannot. Rejects with the reason of `signal`. */
export async function untilOpen(
  person: string | undefined,
  onHalt: (halt: Halt) => void,
  signal: AbortSignal,
): Promise<void> {
  for (;;) {
    const halt = await haltOf(person);
    signal.throwIfAborted();
    if (halt === undefined) return;
    onHalt(halt);
    await pause(everyMilliseconds, signal);
  }
}

export function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason as Error);
    const stop = (): void => {
      clearTimeout(timer);
      reject(signal.reason as Error);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop);
      resolve();
    }, milliseconds);
    signal.addEventListener('abort', stop, { once: true });
  });
}
