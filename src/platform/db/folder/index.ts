export { type Folder, openFolder } from './folder.ts';
export { refuseFolder } from './refuse.ts';
