import { expect, test } from 'vitest';
import { africa } from './africa.ts';

/** A number that authorities or standards give as an example, or one made by their rule; then what must not pass for one. */
test.each<[string, string, readonly string[]]>([
  ['za-id', '7503305044089', ['7503305044088', '7513305044089']],
  ['za-tax', '0001339050', ['0001339051', '4001339050']],
  ['eg-national-id', '29001011234567', ['29013011234567', '49001011234567']],
  ['tz-nida', '19850217-12345-00001-23', ['19851317-12345-00001-23']],
  ['rw-national-id', '1 1985 8 0012345 0 67', ['1 1985 5 0012345 0 67']],
])('%s takes %s and nothing that is a digit, a day or a place away', (name, right, wrong) => {
  expect(africa[name]?.(right)).toBeDefined();
  for (const one of wrong) expect(africa[name]?.(one), one).toBeUndefined();
});
