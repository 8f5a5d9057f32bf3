import { globSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { compileRules } from '../rules/compile.ts';
import { alphabetOf, Sets, setsIn } from './alphabet.ts';
import { parsePattern } from './pattern.ts';

const folder = `${import.meta.dirname}/../rules`;
const rules = compileRules(
  globSync('**/*.yml', { cwd: folder })
    .sort()
    .map((path) => ({ path, text: readFileSync(`${folder}/${path}`, 'utf8') })),
);
const shipped = rules.flatMap(({ pattern, flags }) =>
  [...setsIn(parsePattern(pattern))].map((source) => ({ source, flags })),
);
const hard = [
  '[\\u0370-\\u03ff]',
  '\\p{Script=Thai}',
  '[^ł]',
  '\\p{Nl}',
  '\\P{Ll}',
  'å',
  '[ß-ÿ]',
  '(?i:k)',
  '\\W',
].flatMap((source) => ['u', 'iu'].map((flags) => ({ source, flags })));

it('knows of each set every unit that it matches, and claims no kind of character whole that it does not', () => {
  const distinct = new Map([...shipped, ...hard].map(({ source, flags }) => [`${flags} ${source}`, { source, flags }]));
  const wrong: string[] = [];
  for (const { source, flags } of distinct.values()) {
    const members = new Sets(flags).of(source);
    const { classOf, symbolOf } = alphabetOf([members]);
    const test = new RegExp(`^(?:${source})$`, flags);
    // Every unit of the scripts that labels and rules are written in, and one in seven of the others.
    for (let code = 0; code < 0x10000; code += code < 0x2200 ? 1 : 7) {
      const symbol = symbolOf[classOf[code] ?? 0] ?? 0;
      const isIn = test.test(String.fromCharCode(code));
      if (isIn && members.some[symbol] !== 1) wrong.push(`${flags} ${source} misses ${code.toString(16)}`);
      if (!isIn && members.all[symbol] === 1) wrong.push(`${flags} ${source} claims ${code.toString(16)}`);
    }
  }
  expect(wrong.slice(0, 20)).toEqual([]);
});
