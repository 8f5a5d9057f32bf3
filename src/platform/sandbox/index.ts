export type { Outcome, SandboxJob } from './job.ts';
export type { ChildLimits } from './command.ts';
export { emptyCores } from './empty-cores.ts';
export { type Pool, type PoolOptions, openPool } from './pool.ts';
export { type JobContext, type JobHandler, serveJobs } from './serve.ts';
