import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { validatorNamed, validatorNames } from './index.ts';

const hostile = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 400 }),
  fc.stringMatching(/^[0-9A-Z .:/+$@_-]{0,60}$/),
  fc.constantFrom(
    '',
    ' ',
    '::',
    '+',
    '@',
    '.',
    '..',
    'eyJ.eyJ.',
    '$2b$',
    '{}',
    '\ud800',
    '0'.repeat(5000),
    '-----BEGIN -----',
  ),
);

test.each(validatorNames)('%s throws on no string', (name) => {
  const validate = validatorNamed(name);
  fc.assert(
    fc.property(hostile, (text) => {
      const found = validate?.(text);
      if (found !== undefined) expect(typeof found.normal).toBe('string');
    }),
    { numRuns: 300 },
  );
});

test('names of object members are no validators', () => {
  expect(validatorNamed('constructor')).toBeUndefined();
  expect(validatorNamed('__proto__')).toBeUndefined();
});
