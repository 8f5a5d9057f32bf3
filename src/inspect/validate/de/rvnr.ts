import { validate } from 'stdnum/lib/cjs/de/svnr.js';
import { dayExistsInShortYear } from '../calendar.ts';
import type { Validation } from '../validator.ts';

/**
 * German pension insurance number (§ 147 SGB VI, § 2 VKVV): area, date of birth, initial, serial, check digit. Areas
 * and check digit by stdnum, which accepts the 31st of February. Day 00 and month 00 stand for unknown ones.
 */
export function rvnr(match: string): Validation | undefined {
  const compact = match.replace(/[\s/-]/g, '').toUpperCase();
  const parts = /^\d{2}(\d{2})(\d{2})(\d{2})[A-Z]\d{3}$/.exec(compact);
  if (parts === null || !validate(compact).isValid) return undefined;
  const [day = 0, month = 0, year = 0] = parts.slice(1).map(Number);
  if (!dayExistsInShortYear(day === 0 ? 1 : day, month, year)) return undefined;
  return { normal: compact, checked: true, detail: 'date of birth and check digit hold', country: 'DE' };
}
