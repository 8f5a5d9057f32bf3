import type { z } from 'zod';
import { actorOf, type Asker, record, transact } from '#platform/db';
import { authorise } from '../../authorise.ts';
import type { Desk } from '../../desk.ts';
import { incidentKey } from '../../incident-key.ts';
import { disclose } from '../persons/disclose.ts';
import { fileOfMark } from '../persons/reveal.ts';
import { countOf, type Label, seesPersons } from '../persons/rows.ts';
import type { revealDoubt } from './contract.ts';
import { labelsFor } from './list.ts';
import { pairOf, type Place } from './pairs.ts';

export interface LookAt extends z.infer<typeof revealDoubt.body> {
  readonly incident: string;
  readonly count: string;
  readonly doubt: number;
}
export type SeenPair = z.infer<typeof revealDoubt.answer>;

/**
 * Both of a pair as they are: the log has each person before anybody sees them.
 *
 * Errors: `nothing-there`, `role-lacking`, `count-changed`: the number was that of others, perhaps.
 */
export function look(desk: Desk, asker: Asker, input: LookAt): Promise<SeenPair> {
  const { incident, doubt, reason } = input;
  return transact(desk.pool, asker, async (client) => {
    await authorise(client, incident, seesPersons);
    const count = await countOf(client, incident, input.count, input.version);
    const key = await incidentKey(client, desk.master, incident);
    const pair = await pairOf(client, key, count, doubt);
    const [one, two] = (await labelsFor(client, key, count, [pair]))(pair);
    const at = new Date(desk.now());
    for (const person of new Set(pair.persons)) {
      const disclosed = await disclose(client, asker, {
        incident,
        count,
        at,
        reason,
        number: person,
        values: 'revealed',
      });
      const act = { type: 'person-revealed', person: disclosed.id, reason: disclosed.reason } as const;
      await record(client, { now: desk.now, actor: actorOf(asker), act, place: disclosed.place });
    }
    const side = async ([name, contact]: Label, [mark, start]: Place) => {
      const file = await fileOfMark(client, key, incident, mark);
      return { name, contact, place: file === undefined ? null : { ...file, start } };
    };
    return { one: await side(one, pair.places[0]), two: await side(two, pair.places[1]) };
  });
}
