import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { catalogue } from '#platform/errors';
import { documents } from '../../docs/make.ts';

const root = join(import.meta.dirname, '../..');

describe('documents made from tables', async () => {
  it.each(Object.entries(await documents()))('%s is as the program has it (else: npm run docs)', (path, text) => {
    expect(readFileSync(join(root, path), 'utf8')).toBe(text);
  });

  it('every error says what to do, in sentences', () => {
    for (const [code, { what, remedy }] of Object.entries(catalogue)) {
      expect(code).toMatch(/^[a-z]+(-[a-z]+)*$/);
      expect(what).toMatch(/^[A-Z].*[^.]$/);
      expect(remedy).toMatch(/^[A-Z].*\.$/);
    }
  });
});
