import { spawnSync } from 'node:child_process';
import { program } from './run.ts';

const isRoot = process.getuid?.() === 0;
const asNobody = ['setpriv', '--reuid', '65534', '--regid', '65534', '--clear-groups'];

/**
 * What to put in front of a command so that file rights count; undefined where this is root in a folder that nobody
 * else may enter.
 */
export const asOrdinaryUser: readonly string[] | undefined = !isRoot
  ? []
  : spawnSync('setpriv', [...asNobody.slice(1), program, '--version']).status === 0
    ? asNobody
    : undefined;
