import { expect, it } from 'vitest';
import { longestDigitGap } from './digit-gap.ts';
import { parsePattern } from './pattern.ts';

it.each([
  ['\\d{9}', '', 0],
  ['[A-Z]{2}\\d{6}', '', 0],
  ['\\d{1,2}[ -](?:de |of )?\\p{L}{3,12}\\.?,?[ -](?:de |del )?\\d{4}', 'u', 23],
  ['\\d{3}(?:[ -]?\\d{3}){2}', '', 1],
  ['\\d(?:--)?[a-z]{2}\\d', '', 4],
  ['(?:\\d|ab)*', '', Infinity],
  ['(?:x|\\d){20}', '', 18],
  ['\\d(?=[a-z]{30}\\d)', '', 0],
  ['(a{5}\\d)\\1', '', 5],
  ['\\d{3}[a-z]+\\d', '', Infinity],
  ['\\d[a-z]*x\\d', '', Infinity],
  ['[a-z]*x\\d\\d', '', 0],
  ['\\d\\d[a-z]*', '', 0],
])('%s with the flags "%s" may have %d characters between two digits', (pattern, flags, most) => {
  expect(longestDigitGap(parsePattern(pattern), flags)).toBe(most);
});
