export { InviteForm } from './invite.tsx';
export { People, PeopleTable } from './people.tsx';
