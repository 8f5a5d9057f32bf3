import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { zip } from '../range/formats/zip.ts';
import { good, goodBytes } from './hostile.ts';
import { cofferdam, type Result } from './run.ts';

let folder: string;
const at = (name: string) => join(folder, name);
const secret = 'mara.lindqvist@hafenkontor.eu';
const hostileName = '<img src=x onerror=alert(1)> 100%.csv';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cofferdam-test-'));
  mkdirSync(at('leak'));
  writeFileSync(at('leak/good.csv'), good);
  writeFileSync(at(`leak/${hostileName}`), good);
  writeFileSync(at('leak/two lines.txt'), `none\nwrite to ${secret} today\n`);
  writeFileSync(at('leak/some.zip'), zip([{ name: 'in/good.csv', bytes: goodBytes }]));
  writeFileSync(at('leak/cut.zip'), zip([{ name: 'good.csv', bytes: goodBytes }]).subarray(0, 60));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function written(format: string, more: readonly string[] = []): Promise<string> {
  const path = at(`out.${format}`);
  await cofferdam(['inspect', '--format', format, '-o', path, ...more, at('leak')]);
  return readFileSync(path, 'utf8');
}

describe('SARIF', () => {
  interface Place {
    readonly physicalLocation: {
      readonly artifactLocation: { readonly uri: string };
      readonly region?: { readonly startLine: number; readonly startColumn: number };
    };
  }
  interface Log {
    readonly version: string;
    readonly runs: readonly {
      readonly tool: { readonly driver: { readonly name: string; readonly rules: readonly { readonly id: string }[] } };
      readonly results: readonly {
        readonly ruleId: string;
        readonly message: { readonly text: string };
        readonly locations: readonly Place[];
      }[];
      readonly artifacts: readonly {
        readonly location: { readonly uri: string };
        readonly hashes?: Readonly<Record<string, string>>;
      }[];
      readonly invocations: readonly {
        readonly executionSuccessful: boolean;
        readonly toolExecutionNotifications: readonly {
          readonly descriptor: { readonly id: string };
          readonly locations: readonly Place[];
        }[];
      }[];
    }[];
  }

  it('has a result for each finding, an artifact for each file, and a notification for what was not read', async () => {
    const log = JSON.parse(await written('sarif')) as Log;
    const json = JSON.parse(await written('json')) as Result;
    const [run] = log.runs;
    expect([log.version, log.runs.length, run?.tool.driver.name]).toEqual(['2.1.0', 1, 'Cofferdam']);
    const findings = json.files.flatMap((file) => file.findings);
    expect(run?.results.map(({ ruleId }) => ruleId)).toEqual(findings.map(({ rule }) => rule));
    expect(run?.artifacts.map(({ hashes }) => hashes?.['sha-256'])).toEqual(
      expect.arrayContaining(json.files.map(({ sha256 }) => sha256)),
    );
    const uris = new Set(run?.artifacts.map(({ location }) => location.uri));
    for (const { locations } of run?.results ?? []) {
      expect(uris).toContain(locations[0]?.physicalLocation.artifactLocation.uri);
    }
    const ids = new Set(run?.tool.driver.rules.map(({ id }) => id));
    expect(ids).toEqual(new Set(findings.map(({ rule }) => rule)));
    const [invocation] = run?.invocations ?? [];
    const notRead = json.files.filter(({ status }) => status !== 'inspected');
    expect(invocation?.executionSuccessful).toBe(true);
    expect(invocation?.toolExecutionNotifications.map(({ descriptor }) => descriptor.id)).toEqual(
      notRead.map(({ reason }) => reason),
    );
    expect(notRead.length).toBeGreaterThan(0);
  });

  it('names files by addresses that any name fits into, and lines where the file has lines', async () => {
    const text = await written('sarif');
    const [run] = (JSON.parse(text) as Log).runs;
    const uris = run?.artifacts.map(({ location }) => location.uri) ?? [];
    for (const uri of uris) expect(decodeURIComponent(new URL(uri).pathname)).toContain(at('leak'));
    expect(uris.join('\n')).toContain('some.zip!/in/good.csv');
    const inText = run?.results.filter(({ locations }) =>
      locations[0]?.physicalLocation.artifactLocation.uri.endsWith('two%20lines.txt'),
    );
    expect(inText?.map(({ locations }) => locations[0]?.physicalLocation.region)).toEqual([
      { startLine: 2, startColumn: 10 },
    ]);
    expect(text).not.toContain(secret);
  });
});

describe('HTML', () => {
  it('is a page that stands alone, in which no name and no value is markup', async () => {
    const page = await written('html');
    expect(page).toContain("default-src 'none'");
    expect(page).not.toContain('<img');
    expect(page).not.toMatch(/<script|<[^>]*\s(?:on\w+|src|href)=/);
    expect(page).toContain('&#60;img src=x onerror=alert(1)&#62; 100%.csv');
    expect(page).not.toContain(secret);
    expect(page).toContain('What was not fully read');
    expect(page).toContain('cut.zip');
    expect(page.trimEnd().endsWith('</html>')).toBe(true);
  });

  it('says how many of the findings it lists', async () => {
    writeFileSync(at('leak/many.txt'), `${secret}\n`.repeat(50));
    const page = await written('html');
    expect(page).toContain('20 of 50 are listed');
    expect(await written('html', ['--findings', '50'])).not.toContain('20 of 50');
    rmSync(at('leak/many.txt'));
  });

  it('shows no values', async () => {
    const args = ['inspect', '--format', 'html', '--reveal', '-o', at('revealed.html'), at('leak')];
    const { code, err } = await cofferdam(args);
    expect(code).toBe(2);
    expect(err).toContain('json, ndjson, csv or sarif');
  });
});
