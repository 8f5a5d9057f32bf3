export type { Connection } from './server.ts';
export { type Postgres, type PostgresInit, startPostgres } from './start.ts';
