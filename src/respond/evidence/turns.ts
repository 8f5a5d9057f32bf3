import { CofferdamError, fail } from '#platform/errors';

/** The right to write to an upload, of one connection to this process at a time. */
export interface Turn {
  /** Set when another connection takes over from this one, which has been silent. */
  readonly replaced: AbortSignal;
  /** Says that bytes came. */
  alive(): void;
  end(): void;
}

export interface Turns {
  /**
   * Gives the turn. Where a connection has it that still sends, fails with `upload-busy`; one that is silent is told to
   * stop, keeps what it got, and is waited for: a client that lost its network comes back long before the server notices.
   */
  take(upload: string): Promise<Turn>;
}

interface Held {
  readonly stop: AbortController;
  readonly ended: Promise<void>;
  last: number;
}

/**
 * @param ticks milliseconds that only go forward
 * @param silentFor milliseconds after which a connection counts as silent
 */
export function openTurns(ticks: () => number, silentFor: number): Turns {
  const held = new Map<string, Held>();
  return {
    async take(upload) {
      for (let other = held.get(upload); other !== undefined; other = held.get(upload)) {
        if (ticks() - other.last < silentFor || other.stop.signal.aborted) fail('upload-busy');
        other.stop.abort(new CofferdamError('upload-busy', 'another connection goes on with it'));
        await other.ended;
      }
      const { promise: ended, resolve } = Promise.withResolvers<void>();
      const own: Held = { stop: new AbortController(), ended, last: ticks() };
      held.set(upload, own);
      return {
        replaced: own.stop.signal,
        alive: () => {
          own.last = ticks();
        },
        end: () => {
          if (held.get(upload) === own) held.delete(upload);
          resolve();
        },
      };
    },
  };
}
