import { addMember, changeMember, type Desk, listMembers, members, removeMember, takeOverLead } from '#respond';
import { handle, type Route } from '../api/index.ts';
import { told } from './told.ts';

/** Who works on an incident. The version of a member stands in the list. */
export function memberRoutes(desk: Desk): readonly Route[] {
  return [
    handle(listMembers, ({ asker, params }) => members.list(desk, asker, params.incident)),
    handle(addMember, async ({ asker, params, body, tell }) =>
      told(tell, await members.add(desk, asker, params.incident, body)),
    ),
    handle(changeMember, async ({ asker, params, body, version, tell }) =>
      told(tell, await members.change(desk, asker, { ...params, version, changes: body })),
    ),
    handle(takeOverLead, async ({ asker, params, body, tell }) =>
      told(tell, await members.takeOver(desk, asker, params.incident, body)),
    ),
    handle(removeMember, ({ asker, params, body }) => members.remove(desk, asker, { ...params, ...body })),
  ];
}
