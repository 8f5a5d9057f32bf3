import { expect, test } from 'vitest';
import { unsafeIn } from './safety.ts';

test.each([
  'a*b',
  '(?:a|b)+',
  'a{3,}',
  '(?:a{1,20}){1,20}x',
  '(?:a{1,20}b{0,5}){2}x',
  '(?:[a-z]{1,9}[a-z.]){1,9}',
  '(?:a|ab){1,20}x',
  '(?:||){30}x',
  '(?:a|){1,30}x',
  '(?:a|(?=b)){1,30}x',
  '(?:a|b{0,1}){1,30}x',
  '(?:(?:x{1,5}){1,5},){1,5}',
  '(?=(?:a{1,20}){1,20}x)y',
  '[\\s\\S]{1,99999}',
  `${'('.repeat(20)}a${')'.repeat(20)}`,
])('%s is refused', (pattern) => {
  expect(unsafeIn(pattern, '')).toBeDefined();
});

test.each([
  'a{1,20}b{1,20}',
  '(?:[a-z]{1,9}\\.){1,9}',
  '(?: ?\\d{2}){3}',
  '(?:[ -]{0,3}\\d){6,14}',
  '(?:a|b){1,20}',
  '(?<value>x{1,9}?)y',
  '(?-i:A)[\\]a]{2}',
  '\\u{1F600}\\p{L}{1,5}',
])('%s is accepted', (pattern) => {
  expect(unsafeIn(pattern, 'u')).toBeUndefined();
});
