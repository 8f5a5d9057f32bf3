import { newestOf } from '#platform/dates';
import { type Asker, transact } from '#platform/db';
import { authorise } from '../../authorise.ts';
import type { Desk } from '../../desk.ts';
import { incidentKey } from '../../incident-key.ts';
import type { Overview } from '../contract.ts';
import type { DatedKind, ShownDates } from '../dates-contract.ts';
import { datedFiles } from './dated-files.ts';
import { loadOverview } from './overview.ts';

export interface ShowDates {
  readonly incident: string;
  readonly kind?: DatedKind | undefined;
  readonly day?: string | undefined;
}

const mostFiles = 20;

/** When what is in the data was written, and where a day of it stands. */
export function dates(desk: Desk, asker: Asker, asked: ShowDates): Promise<ShownDates> {
  const { incident } = asked;
  return transact(desk.pool, asker, async (client) => {
    const { role } = await authorise(client, incident);
    const told = (await loadOverview(client, incident)).dates;
    const shown = { events: tallyOf(told.events), documents: tallyOf(told.documents) };
    const kind = asked.kind ?? (shown.events === null ? 'documents' : 'events');
    const day = asked.day ?? shown[kind]?.newest?.day;
    if (day === undefined) return { ...shown, isComplete: told.isComplete, stands: null };
    const key = await incidentKey(client, desk.master, incident);
    const found = await datedFiles(client, key, { incident, role, kind, day, most: mostFiles });
    return { ...shown, isComplete: told.isComplete, stands: { kind, day, ...found } };
  });
}

function tallyOf(tally: Overview['dates']['events']): ShownDates['events'] {
  if (tally === null) return null;
  const { count, months, newest: days, oldest } = tally;
  const newest = newestOf({ ...tally, oldest: oldest ?? undefined });
  return {
    count,
    months,
    days,
    oldest,
    newest: newest === undefined ? null : { ...newest, later: [...newest.later], unsure: newest.unsure ?? null },
  };
}
