import type { Role } from '../../authorise.ts';
import { maskedPath } from '../../evidence/names.ts';
import { reads } from '../../evidence/show.ts';

/**
 * How somebody of a role is told of paths and other names inside of an item. They were chosen by others and often say whom
 * the data is about: whole for those alone who see the names of items whole.
 */
export const wordsFor = (role: Role): ((words: string) => string) =>
  reads.includes(role) ? (words) => words : maskedPath;
