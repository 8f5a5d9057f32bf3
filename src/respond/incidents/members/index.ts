export { add } from './add.ts';
export { change, type ChangeMemberInput } from './change.ts';
export { recordExpired, type Sweep } from './expire.ts';
export { list } from './list.ts';
export { remove, type RemoveMemberInput } from './remove.ts';
export { takeOver } from './take-over.ts';
export { loadMembers } from './row.ts';
