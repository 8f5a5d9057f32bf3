import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  demoModules,
  findBreaches,
  findDemoBreaches,
  findPageBreaches,
  mayImport,
  modulesBelow,
  pageModules,
} from './imports.ts';

const root = join(import.meta.dirname, '../..');

describe('the stages', () => {
  it('import only what the table allows', () => {
    expect(findBreaches(modulesBelow(root))).toEqual([]);
  });

  it.each([
    ['src/inspect/a.ts', "import { openSpill } from '#platform';"],
    ['src/inspect/a.ts', "import { readFileSync } from 'node:fs';"],
    ['src/inspect/a.ts', "import { walk } from '../cli/walk.ts';"],
    ['src/inspect/a.ts', "const later = import('../platform/spill/index.ts');"],
    ['src/platform/a.ts', "import type { Finding } from '#inspect';"],
    ['src/platform/a.ts', "export * from '../inspect/contract.ts';"],
    ['src/cli/a.ts', "import { compileRules } from '../inspect/rules/compile.ts';"],
  ])('a breach planted in %s is found: %s', (path, text) => {
    expect(findBreaches([{ path, text }])).toHaveLength(1);
  });

  it('have a row in the table and a door in package.json, without wildcards', () => {
    const { imports } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      imports: Record<string, string>;
    };
    const stages = readdirSync(join(root, 'src'));
    expect(Object.keys(mayImport).sort()).toEqual(stages.sort());
    for (const [door, target] of Object.entries(imports)) {
      expect(door).not.toContain('*');
      expect(existsSync(join(root, target))).toBe(true);
    }
  });

  it('have no folder that says nothing', () => {
    const folders = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' });
    expect(folders.filter((path) => /(^|\/)(utils?|helpers?|common|misc|shared)(\/|$)/.test(path))).toEqual([]);
  });
});

describe('the page', () => {
  it('imports nothing of the program but the types of its contracts', () => {
    expect(findPageBreaches(pageModules(root))).toEqual([]);
  });

  it.each([
    "import { listIncidents } from '../../src/respond/incidents/contract.ts';",
    "import type { Desk } from '../../src/respond/desk.ts';",
    "import { impact } from '#respond';",
    "import '../../src/server/main.ts';",
  ])('a breach planted in it is found: %s', (text) => {
    expect(findPageBreaches([{ path: 'web/app/a.tsx', text }])).toHaveLength(1);
  });
});

describe('the demo', () => {
  it('talks to the desk over the API alone', () => {
    expect(findDemoBreaches(demoModules(root))).toEqual([]);
  });

  it.each([
    "import { transact } from '#platform/db';",
    "import { incidents } from '#respond';",
    "import { startServer } from '../src/server/start.ts';",
    "import { launch } from '../bench/page/browser.ts';",
  ])('a breach planted in it is found: %s', (text) => {
    expect(findDemoBreaches([{ path: 'demo/a.ts', text }])).toHaveLength(1);
  });
});
