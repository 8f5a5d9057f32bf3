export { installJobs } from './install.ts';
export { enqueue, type Ids, type JobKind, jobKind } from './kinds.ts';
export { openJobPool } from './pool.ts';
export { type Job, startWork, type Task, task, type Working } from './work.ts';
