import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { good } from './hostile.ts';
import { asOrdinaryUser } from './ordinary-user.ts';
import { cofferdam, inspectJson, resultOf } from './run.ts';

let folder: string;
const at = (name: string) => join(folder, name);

beforeAll(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'cofferdam-test-')));
  chmodSync(folder, 0o755);
  for (const name of ['sub', 'sub/deep', 'other', 'rights', 'rights/shut']) mkdirSync(at(name));
  for (const name of ['good.csv', 'sub/deep/good.csv', 'other/good.csv', 'rights/open.csv', 'rights/closed.csv']) {
    writeFileSync(at(name), good);
  }
  writeFileSync(at('rights/shut/inside.csv'), good);
  symlinkSync(folder, at('sub/loop'));
  symlinkSync('/etc/passwd', at('sub/out'));
  symlinkSync(at('sub/none'), at('sub/dangling'));
  symlinkSync(at('good.csv'), at('named'));
  execFileSync('mkfifo', [at('other/pipe')]);
  chmodSync(at('rights/closed.csv'), 0o000);
  chmodSync(at('rights/shut'), 0o000);
});
afterAll(() => {
  chmodSync(at('rights/shut'), 0o700);
  rmSync(folder, { recursive: true, force: true });
});

describe('what is met on the way', () => {
  it('links and pipes found below are listed and not followed; loops end; each file is read once', async () => {
    const { byPath, result, code } = await inspectJson(
      at('sub'),
      at('other'),
      at('other/good.csv'),
      at('sub/deep'),
      at('sub'),
    );
    expect(result.files.map(({ path }) => path)).toEqual(
      ['sub/dangling', 'sub/deep/good.csv', 'sub/loop', 'sub/out', 'other/good.csv', 'other/pipe'].map(at),
    );
    for (const name of ['sub/loop', 'sub/out', 'sub/dangling']) {
      expect(byPath.get(at(name))).toMatchObject({ status: 'unreadable', reason: 'link-not-followed', findings: [] });
    }
    expect(byPath.get(at('other/pipe'))).toMatchObject({ status: 'unreadable', reason: 'not-a-file' });
    expect(code).toBe(5);
  });

  it('a file named before its folder is read once, and a link named on the command line is followed', async () => {
    const { result, code } = await inspectJson(at('named'), at('other/good.csv'), at('other'));
    expect(result.files.map(({ path }) => path)).toEqual(['named', 'other/good.csv', 'other/pipe'].map(at));
    expect(code).toBe(5);
    expect(result.files.map(({ findings }) => findings.length)).toEqual([4, 4, 0]);
  });

  it.skipIf(process.platform !== 'linux')(
    'a name that is not UTF-8 is read, in a folder with such a name too',
    async () => {
      const latin = Buffer.concat([Buffer.from(`${folder}/latin`), Buffer.from([0xfc])]);
      mkdirSync(latin);
      writeFileSync(Buffer.concat([latin, Buffer.from('/'), Buffer.from([0xe4]), Buffer.from('.csv')]), good);
      writeFileSync(Buffer.concat([latin, Buffer.from('/'), Buffer.from([0xf6]), Buffer.from('.csv')]), good);
      mkdirSync(at('names'));
      renameSync(latin, Buffer.concat([Buffer.from(`${at('names')}/latin`), Buffer.from([0xfc])]));
      const { result, code } = await inspectJson(at('names'));
      expect(result.files.map(({ status, findings }) => [status, findings.length])).toEqual([
        ['inspected', 4],
        ['inspected', 4],
      ]);
      expect(code).toBe(3);
    },
  );

  it.skipIf(asOrdinaryUser === undefined)('what may not be read is named, and the rest is inspected', async () => {
    const ran = await cofferdam(['inspect', '--format', 'json', at('rights')], { front: asOrdinaryUser ?? [] });
    const { byPath, code } = resultOf(ran);
    expect(byPath.get(at('rights/open.csv'))).toMatchObject({ status: 'inspected' });
    for (const name of ['rights/closed.csv', 'rights/shut']) {
      expect(byPath.get(at(name))).toMatchObject({ status: 'unreadable', reason: 'not-readable' });
    }
    expect(code).toBe(5);
  });

  it.skipIf(asOrdinaryUser === undefined)('nothing found but not all read has an exit code of its own', async () => {
    const paths = [at('rights/closed.csv'), at('rights/shut')];
    const { code, out } = await cofferdam(['inspect', ...paths], { front: asOrdinaryUser ?? [] });
    expect(code).toBe(4);
    expect(out).toContain('The file or folder may not be read. Run as a user who may read it.');
    expect(out).toContain('Nothing sensitive was found in what was read.');
  });
});
