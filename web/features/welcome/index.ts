export { MissingNote } from './missing-note.tsx';
export { Welcome } from './welcome.tsx';
