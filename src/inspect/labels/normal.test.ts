import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { labelWords, runsOfAll } from './normal.ts';

describe('the words of a label', () => {
  it.each([
    ['E-Mail-Adresse 2', ['email', 'adresse', '2']],
    ['eMailAdresse', ['email', 'adresse']],
    ['DoB', ['dob']],
    ['aDoB', ['a', 'do', 'b']],
    ['HTTPServerName', ['http', 'server', 'name']],
    ['User#ID2', ['user', 'no', 'id', '2']],
    ['## 3', ['no', 'no', '3']],
    ['Straße_Nr', ['strasse', 'nr']],
    ['', []],
  ])('%s', (label, words) => {
    expect(labelWords(label)).toEqual(words);
  });

  it('are the same in the fast way for ASCII as in the way for all scripts', () => {
    const pieces = fc.constantFrom(
      'DoB',
      'Dob',
      'E',
      'mail',
      'ID',
      'a',
      'B',
      'Cd',
      'XYz',
      '1',
      '42',
      '#',
      '_',
      '-',
      ' ',
      '.',
      '@',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.array(pieces, { maxLength: 9 }).map((all) => all.join('')),
          fc.string(),
        ),
        (label) => {
          // Joining `e` and `mail` is what labelWords does beyond the runs.
          fc.pre(/^[\0-\x7f]*$/u.test(label) && label.length <= 80 && !/e[^a-z]*mail/iu.test(label));
          expect(labelWords(label)).toEqual([...runsOfAll(label)]);
        },
      ),
      { numRuns: 2000 },
    );
  });
});
