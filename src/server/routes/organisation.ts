import {
  addContact,
  addEntity,
  changeContact,
  changeEntity,
  type Desk,
  editOrganisation,
  endEntity,
  organisation,
  removeContact,
  showOrganisation,
} from '#respond';
import { handle, type Route } from '../api/index.ts';
import { rosterRoutes } from './roster.ts';
import { told } from './told.ts';

/** The organisation, its legal entities, the people to call and the roster. Versions of the parts stand in the whole. */
export function organisationRoutes(desk: Desk): readonly Route[] {
  return [
    handle(showOrganisation, async ({ asker, tell }) => told(tell, await organisation.show(desk, asker))),
    handle(editOrganisation, async ({ asker, body, version, tell }) =>
      told(tell, await organisation.edit(desk, asker, { ...body, version })),
    ),
    handle(addEntity, async ({ asker, body, tell }) => told(tell, await organisation.addEntity(desk, asker, body))),
    handle(changeEntity, async ({ asker, params, body, version, tell }) =>
      told(tell, await organisation.changeEntity(desk, asker, { ...params, version, changes: body })),
    ),
    handle(endEntity, async ({ asker, params, version, tell }) =>
      told(tell, await organisation.endEntity(desk, asker, { ...params, version })),
    ),
    handle(addContact, async ({ asker, body, tell }) => told(tell, await organisation.addContact(desk, asker, body))),
    handle(changeContact, async ({ asker, params, body, version, tell }) =>
      told(tell, await organisation.changeContact(desk, asker, { ...params, version, changes: body })),
    ),
    handle(removeContact, ({ asker, params, version }) =>
      organisation.removeContact(desk, asker, { ...params, version }),
    ),
    ...rosterRoutes(desk),
  ];
}
