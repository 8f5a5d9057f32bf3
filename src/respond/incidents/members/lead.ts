import type { Member } from './contract.ts';

/**
 * Whether there is still a lead whose time does not end, once `after` stands for that member, or nobody for the one who
 * is `removed`. Who never was such a lead takes none away.
 */
export function keepsLead(members: readonly Member[], after: Member | { readonly removed: string }): boolean {
  const person = 'removed' in after ? after.removed : after.person;
  const before = members.find((one) => one.person === person);
  if (before === undefined || before.role !== 'lead') return true;
  if (!('removed' in after) && isLasting(after)) return true;
  return members.some((one) => one.person !== person && isLasting(one));
}

const isLasting = ({ role, expires, standing }: Member): boolean =>
  role === 'lead' && expires === null && standing !== 'disabled';
