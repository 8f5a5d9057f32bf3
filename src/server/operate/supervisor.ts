import { type CofferdamError, codeOf } from '#platform/errors';

/** What a log of the server takes; that of Fastify does. */
export interface Log {
  error(fields: Readonly<Record<string, unknown>>, message: string): void;
}

/**
 * To be given to `startPostgres` as `onExit`: a line in the server's log each time that PostgreSQL ended by itself and is
 * started again. The code alone: what PostgreSQL said last stands in its own log, and may name files of this machine.
 */
export function tellOfRestarts(log: () => Log): (why: CofferdamError) => void {
  let times = 0;
  return (why) => {
    times += 1;
    log().error({ code: codeOf(why), times }, 'PostgreSQL ended by itself and is started again');
  };
}
