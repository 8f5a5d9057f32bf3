export { type Folder, openFolder } from './folder/index.ts';
export { startPostgres } from './engine/index.ts';
export { logText } from './log-text.ts';
export { orGone } from './lost.ts';
export { readMigrations } from './migrate.ts';
export { byTakingRoles, type Database, openDatabase } from './open.ts';
export { type EntryPlace, record } from './record.ts';
export { actorOf, type Asker, type Once, transact, transactJob, transactNobody, transactOnce } from './transact.ts';
