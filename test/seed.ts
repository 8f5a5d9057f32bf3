import process from 'node:process';
import { configureGlobal } from 'fast-check';

/**
 * Properties are tried with the same values in every run, so that one tree always gives one answer; another seed looks
 * for what these do not find: `COFFERDAM_TEST_SEED=7 npm test`. A property that fails prints its seed.
 */
const seed = Number(process.env.COFFERDAM_TEST_SEED ?? '1');
if (!Number.isInteger(seed)) throw new Error('COFFERDAM_TEST_SEED must be a whole number');
configureGlobal({ seed });
