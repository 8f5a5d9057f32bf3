export { edit, type EditIncidentInput } from './edit.ts';
export { list } from './list.ts';
export { open } from './open.ts';
export { show, type ShownIncident } from './show.ts';
