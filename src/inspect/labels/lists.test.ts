import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readNames } from './lists.ts';
import { foldText, labelWords } from './normal.ts';
import { readLabelFile } from './source.ts';

const folder = import.meta.dirname;
const paths = readdirSync(folder).filter((name) => name.endsWith('.yml'));
const files = paths.map((path) => readLabelFile({ path, text: readFileSync(join(folder, path), 'utf8') }));

describe('label files', () => {
  it('say each phrase of one concept only', () => {
    const owner = new Map<string, string>();
    const doubled: string[] = [];
    for (const file of files) {
      if (!('concepts' in file)) continue;
      for (const [concept, lists] of Object.entries(file.concepts)) {
        const { context: _, ...levels } = lists;
        for (const phrase of Object.values(levels).flatMap((byLanguage) => Object.values(byLanguage ?? {}).flat())) {
          if (phrase === undefined) continue;
          const key = labelWords(phrase).join(' ');
          const other = owner.get(key);
          if (other !== undefined && other !== concept) doubled.push(`${key}: ${other}, ${concept}`);
          owner.set(key, concept);
        }
      }
    }
    expect(doubled).toEqual([]);
  });

  it('are written in lower case, trimmed, one space between words, not empty in normal form', () => {
    const phrases = files.flatMap((file) =>
      'concepts' in file
        ? Object.values(file.concepts).flatMap((lists) =>
            Object.values(lists).flatMap((byLanguage) => Object.values(byLanguage ?? {}).flatMap((list) => list ?? [])),
          )
        : [],
    );
    const wrong = phrases.filter(
      (phrase) =>
        phrase !== phrase.toLowerCase() ||
        phrase !== phrase.trim() ||
        /\s\s/u.test(phrase) ||
        labelWords(phrase).length === 0,
    );
    expect(wrong).toEqual([]);
    expect(phrases.length).toBeGreaterThan(2000);
  });

  it('hold names in folded form, many of each kind', () => {
    const names = readNames(files);
    expect(names.given.size).toBeGreaterThanOrEqual(1200);
    expect(names.family.size).toBeGreaterThanOrEqual(600);
    for (const name of [...names.given, ...names.family]) expect(foldText(name)).toBe(name);
  });
});
