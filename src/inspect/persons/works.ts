import { clusterMembers } from './told.ts';
import { judgeClosely, judgeNames } from './verdicts.ts';

/**
 * What is done with a bucket, wherever: rows in, rows out, and nothing else is looked at or left behind. A thread loads
 * this module by its name.
 */
export const works = { cluster: clusterMembers, judge: judgeNames, judgeClosely } as const;
export type Work = keyof typeof works;
