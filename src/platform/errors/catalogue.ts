import { databaseCodes } from './codes/database.ts';
import { identityCodes } from './codes/identity.ts';
import { inspectionCodes } from './codes/inspection.ts';
import { jobsCodes } from './codes/jobs.ts';
import { logCodes } from './codes/log.ts';
import { operateCodes } from './codes/operate.ts';
import { programCodes } from './codes/program.ts';
import { serverCodes } from './codes/server.ts';
import { vaultCodes } from './codes/vault.ts';
import { workCodes } from './codes/work.ts';

/**
 * Every error code of the program. Codes are stable: scripts and reports depend on them. docs/errors.md is made from
 * this table by `npm run docs` and a test fails when the two differ.
 */
export const catalogue = {
  ...programCodes,
  ...serverCodes,
  ...identityCodes,
  ...workCodes,
  ...jobsCodes,
  ...databaseCodes,
  ...inspectionCodes,
  ...logCodes,
  ...vaultCodes,
  ...operateCodes,
} as const;

export type Code = keyof typeof catalogue;
