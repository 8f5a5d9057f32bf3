export type { Outcome, SandboxJob } from './job.ts';
export type { ChildLimits } from './command.ts';
export { type Pool, type PoolOptions, openPool } from './pool.ts';
export { type JobContext, type JobHandler, serveJobs } from './serve.ts';
