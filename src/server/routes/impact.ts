import { Readable } from 'node:stream';
import { type Desk, impact, type presence } from '#respond';
import { handle, type Route } from '../api/index.ts';
import { hashRules, type RuleBook } from '../inspection/index.ts';
import { inUse } from './own-in-use.ts';

/** How often an open stream looks whether the server is about to end. */
const lookMilliseconds = 500;

/** What was found in the evidence of an incident, whose it is, and how far inspection is. */
export function impactRoutes(desk: Desk, rooms: presence.Rooms, book: Pick<RuleBook, 'show'>): Route[] {
  const listener = impact.createListener(desk.pool);
  return [
    handle(impact.showImpact, ({ asker, params }) => impact.overview(desk, asker, params.incident)),
    handle(impact.showDates, ({ asker, params, query }) => impact.dates(desk, asker, { ...params, ...query })),
    handle(impact.listRuns, ({ asker, params, query }) => impact.listOfRuns(desk, asker, { ...params, ...query })),
    handle(impact.showRun, ({ asker, params }) => impact.showOneRun(desk, asker, params)),
    handle(impact.cancelRun, ({ asker, params, body }) => impact.cancel(desk, asker, { ...params, ...body })),
    handle(impact.restartRun, async ({ asker, params, body }) =>
      impact.restart(desk, asker, { ...params, ...body, rules: await hashRules() }),
    ),
    handle(impact.listRulesOff, ({ asker, params }) => impact.listOfRulesOff(desk, asker, params.incident)),
    handle(impact.turnRuleOff, async ({ asker, params, body }) => {
      // Nobody who may not look into the incident learns from it which rules there are: all may know that.
      await book.show(body.rule, await inUse(desk, asker));
      return impact.turnOff(desk, asker, { ...params, ...body });
    }),
    handle(impact.turnRuleOn, ({ asker, params }) => impact.turnOn(desk, asker, params)),
    handle(impact.listFiles, ({ asker, params, query }) => impact.files(desk, asker, { ...params, ...query })),
    handle(impact.listFindings, ({ asker, params, query }) => impact.findings(desk, asker, { ...params, ...query })),
    handle(impact.listPersons, ({ asker, params, query }) =>
      impact.listOfPersons(desk, asker, { ...params, ...query }),
    ),
    handle(impact.matchPersons, ({ asker, params, query }) =>
      impact.matchesOfPersons(desk, asker, { ...params, ...query }),
    ),
    handle(impact.groupPersons, ({ asker, params, query }) =>
      impact.groupsOfPersons(desk, asker, { ...params, ...query }),
    ),
    handle(impact.listDoubts, ({ asker, params, query }) => impact.listOfDoubts(desk, asker, { ...params, ...query })),
    handle(impact.revealDoubt, ({ asker, params, body }) => impact.lookAtDoubt(desk, asker, { ...params, ...body })),
    handle(impact.listRulings, ({ asker, params }) => impact.listRuled(desk, asker, params.incident)),
    handle(impact.ruleOnDoubt, ({ asker, params, body }) => impact.ruleOn(desk, asker, { ...params, ...body })),
    handle(impact.endRuling, ({ asker, params }) => impact.endOfRuling(desk, asker, params)),
    handle(impact.revealPerson, ({ asker, params, body }) => impact.reveal(desk, asker, { ...params, ...body })),
    handle(impact.exportPersons, async ({ asker, params, body, reply }) => {
      const { mark, lines } = await impact.exportList(desk, asker, { ...params, ...body });
      reply.headers({
        'content-disposition': `attachment; filename="persons-${mark}.csv"`,
        'content-type': 'text/csv; charset=utf-8',
      });
      return Readable.from(lines, { objectMode: false });
    }),
    handle(impact.watchImpact, async ({ asker, caller, params, mayGoOn, request, reply }) => {
      const gone = new AbortController();
      const { server } = request.server;
      const session = caller?.session;
      const events = impact.watch(desk, listener, asker, {
        ...params,
        signal: gone.signal,
        mayGoOn,
        ...(session !== undefined && { presence: { rooms, session } }),
      });
      // A server that is asked to stop takes no more connections, and waits for those that are open.
      const look = setInterval(() => {
        if (!server.listening) gone.abort();
      }, lookMilliseconds);
      const leave = (): void => {
        clearInterval(look);
        gone.abort();
        // Where the connection broke before anybody read of them: they would listen, and sit there, for ever.
        events.return(undefined).catch((error: unknown) => request.log.error({ err: error }, 'a stream did not end'));
      };
      reply.raw.once('close', leave);
      if (request.raw.socket.destroyed) leave();
      // The first is met here: who may not watch gets an answer that says so.
      const first = await events.next();
      const all = async function* (): AsyncGenerator<string> {
        if (first.done !== true) yield first.value;
        yield* events;
      };
      reply.headers({ 'content-type': 'text/event-stream; charset=utf-8', 'x-accel-buffering': 'no' });
      return Readable.from(all(), { objectMode: false });
    }),
  ];
}
