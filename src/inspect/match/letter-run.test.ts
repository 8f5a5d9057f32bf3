import { expect, it } from 'vitest';
import { longestLetterRun } from './letter-run.ts';
import { parsePattern } from './pattern.ts';

it.each([
  ['\\d{9}', '', 0],
  ['[A-Z]{2}\\d{6}', '', 2],
  ['HRKU-AA[A-Za-z0-9_-]{58}', '', 58],
  ['\\d{4}(?:[ -]?[A-Z]{4}){1,3}', '', 4],
  ['(?:x|\\d){20}', '', 20],
  ['[k]{3}', 'i', 3],
])('%s with the flags "%s" may have %i letters in a row by one repetition', (pattern, flags, most) => {
  expect(longestLetterRun(parsePattern(pattern), flags)).toBe(most);
});
