import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Literal, Literals } from './literals.ts';

function found(literals: readonly Omit<Literal<string>, 'meaning'>[], text: string): string[] {
  const own = literals.map((literal) => ({ ...literal, meaning: `${literal.text} ${literal.ignoreCase}` }));
  const out: string[] = [];
  new Literals(own).scan(text, (meaning, start) => out.push(`${meaning} at ${start}`));
  return out.toSorted();
}

/** Each literal by a regex of its own, at every place. */
function oneByOne(literals: readonly Omit<Literal<string>, 'meaning'>[], text: string): string[] {
  const places = literals.flatMap(({ text: literal, ignoreCase }) => {
    const regex = new RegExp(literal.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&'), ignoreCase ? 'iy' : 'y');
    return Array.from({ length: text.length }, (_, at) => at)
      .filter((at) => {
        regex.lastIndex = at;
        return regex.test(text);
      })
      .map((at) => `${literal} ${ignoreCase} at ${at}`);
  });
  return [...new Set(places)].toSorted();
}

test('literals within, behind and across others are all found', () => {
  const literals = ['sk-', 'sk-ant-', 'ant-', 'k-a', 'KEY'].map((text) => ({ text, ignoreCase: false }));
  expect(found(literals, 'ask-ant-1 sk-sk- key KEY')).toEqual([
    'KEY false at 21',
    'ant- false at 4',
    'k-a false at 2',
    'sk- false at 1',
    'sk- false at 10',
    'sk- false at 13',
    'sk-ant- false at 1',
  ]);
});

test('case counts where a literal says so, and beyond ASCII as in a regex', () => {
  const literals = [
    { text: 'contraseña', ignoreCase: true },
    { text: 'Key', ignoreCase: false },
    { text: 'key', ignoreCase: true },
  ];
  const text = 'CONTRASEÑA contraseña Key kEY \u212aey';
  expect(found(literals, text)).toEqual(oneByOne(literals, text));
});

test('what one regex for each literal finds, at random', () => {
  const text = fc.string({
    unit: fc.constantFrom('a', 'A', 'b', 'B', '-', 'ñ', 'Ñ', 'ſ', 's', 'µ', '中'),
    maxLength: 40,
  });
  const literal = fc.record({
    text: fc.string({ unit: fc.constantFrom('a', 'A', 'b', '-', 'ñ', 's', 'µ'), minLength: 1, maxLength: 5 }),
    ignoreCase: fc.boolean(),
  });
  // Two that differ by case alone are one literal where case is ignored.
  const literals = fc.uniqueArray(literal, {
    maxLength: 6,
    selector: ({ text, ignoreCase }) => (ignoreCase ? `i${text.toLowerCase()}` : text),
  });
  fc.assert(
    fc.property(literals, text, (some, all) => {
      expect(found(some, all)).toEqual(oneByOne(some, all));
    }),
  );
});
