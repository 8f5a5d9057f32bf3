import { fail } from '#platform/errors';
import { type Desk, presence, tellPresence } from '#respond';
import { handle, type Route } from '../api/index.ts';

/** Where somebody is in an incident; who else is there comes with its events (impact.ts). */
export function presenceRoutes(desk: Desk, rooms: presence.Rooms): readonly Route[] {
  return [
    handle(tellPresence, ({ asker, caller, params, body }) =>
      presence.tell(desk, rooms, asker, {
        ...params,
        ...body,
        session: caller?.session ?? fail('internal', 'a key has no presence'),
      }),
    ),
  ];
}
