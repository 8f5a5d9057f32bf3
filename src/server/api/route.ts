import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Answer, Operation, Shape } from '#platform/operation';
import type { Asker } from '#platform/db';
import type { Caller } from './caller.ts';

/** A request that passed the gate, with all that the operation says of it parsed. */
export type Call<O extends Operation> = Shape<O> & {
  /** Who asks, for use cases. Fails with `not-signed-in` in operations whose gate is open. */
  readonly asker: Asker;
  /** Undefined where the gate is open. */
  readonly caller: Caller | undefined;
  /** HMAC of the address it came from, as the log has it. */
  readonly origin: string;
  /** The version that an edit is made to. */
  readonly version: number;
  /** Tells the version of what is answered (ETag). */
  tell(version: number): void;
  /** Gives the browser the token of a new session. */
  openSession(token: string): void;
  /** Takes it away. */
  endSession(): void;
  /**
   * Whether he would be let through the gate again, now: false where session or key were revoked, ran out or were idle for
   * too long since. For answers that go on; asking is no use of either.
   */
  mayGoOn(): Promise<boolean>;
  /** For operations that stream. */
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
};

/** What a handler may give: the answer, or for operations with `bytes` a stream, or the reply where it wrote itself. */
type Given<O extends Operation> = O['bytes'] extends string
  ? AsyncIterable<Uint8Array | string> | FastifyReply
  : Answer<O>;

/** An operation with what meets it. */
export interface Route {
  readonly operation: Operation;
  readonly meet: (call: Call<Operation>) => Promise<unknown>;
}

/**
 * Puts an operation and its handler together.
 *
 * @example handle(showIncident, ({ asker, params }) => show(desk, asker, params.incident))
 */
export function handle<const O extends Operation>(operation: O, meet: (call: Call<O>) => Promise<Given<O>>): Route {
  return { operation, meet: meet as unknown as Route['meet'] };
}
