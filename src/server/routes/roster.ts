import type { FastifyInstance, FastifyRequest } from 'fastify';
import { compileRules, identifierOf, parseRoster } from '#inspect';
import { fail } from '#platform/errors';
import { type Desk, loadRoster, organisation, previewRoster, showRoster } from '#respond';
import { handle, type Route } from '../api/index.ts';
import { shippedRules } from '../inspection/index.ts';

const csv = 'text/csv';

/** Lets rosters through to their routes as they come: no buffer. Once, before the routes. */
export function acceptRosters(http: FastifyInstance): void {
  http.addContentTypeParser(csv, (_request, _body, done) => done(null, undefined));
}

/** The list of known people that inspections go by. */
export function rosterRoutes(desk: Desk): readonly Route[] {
  return [
    handle(previewRoster, ({ asker, request }) =>
      organisation.previewRoster(desk, asker, { bytes: csvOf(request), check: checkRoster }),
    ),
    handle(loadRoster, ({ asker, request }) =>
      organisation.loadRoster(desk, asker, { bytes: csvOf(request), check: checkRoster }),
    ),
    handle(showRoster, ({ asker }) => organisation.showRoster(desk, asker)),
  ];
}

/**
 * A body of another type was read by its own parser, and nothing of it would be left. A reader that stops at a mistake must not
 * take the connection along, on which the answer goes out.
 */
function csvOf({ headers, raw }: FastifyRequest): AsyncIterable<Uint8Array> {
  const type = (headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase();
  return type === csv
    ? (raw.iterator({ destroyOnReturn: false }) as AsyncIterable<Uint8Array>)
    : fail('request-invalid', 'content-type');
}

/**
 * Reads a roster whole, as an inspection will, and says how many persons are in it and in which columns something was
 * understood. `roster-invalid` names line and column.
 */
const checkRoster: organisation.CheckRoster = async (bytes) => {
  const identify = identifierOf(compileRules(await shippedRules()));
  const columns = new Set<string>(['relation']);
  let rows = 0;
  for await (const { draft, roster } of parseRoster(bytes, 1, identify)) {
    rows += 1;
    for (const { concept } of draft.facts) columns.add(concept);
    if (roster.minor !== undefined) columns.add('minor');
  }
  return { rows, columns: [...columns].sort() };
};
