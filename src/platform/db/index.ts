export { type Folder, openFolder } from './folder/index.ts';
export { startPostgres } from './engine/index.ts';
export { readMigrations } from './migrate.ts';
export { byTakingRoles, openDatabase } from './open.ts';
