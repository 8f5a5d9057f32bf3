import { access } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ask, handIn, metadata, tus } from './testing/asking.ts';
import { type Attacked, openAttacked } from './testing/attacked.ts';
import { meet, type Met, refused, untouched } from './testing/meet.ts';

// What is said of a file is chosen by whoever leaked it. Names are labels, taken as they are and never paths; everything
// else has to be what it says it is.

let box: Attacked;
beforeAll(async () => {
  box = await openAttacked();
});
afterAll(() => box.close());

const base64 = (text: string | Buffer): string => Buffer.from(text).toString('base64');
const named = `filename ${base64('a.csv')},how ${base64('found')}`;

// The log does not tell of these: nothing was asked for that is not theirs.
describe('a beginning that is refused leaves no item', () => {
  test.each<[string, Readonly<Record<string, string>>, string]>([
    ['nothing said', { 'upload-metadata': '' }, '400 upload-metadata'],
    ['no name', { 'upload-metadata': metadata({ how: 'found' }) }, '400 upload-metadata'],
    ['an empty name', { 'upload-metadata': `filename ,how ${base64('found')}` }, '400 upload-metadata'],
    [
      'a name of 1,001 bytes',
      { 'upload-metadata': metadata({ filename: 'a'.repeat(1001), how: 'found' }) },
      '400 upload-metadata',
    ],
    [
      'a name that is no base64',
      { 'upload-metadata': `filename ../../etc/passwd,how ${base64('found')}` },
      '400 upload-metadata',
    ],
    ['letters of another base64', { 'upload-metadata': `filename YS_-,how ${base64('found')}` }, '400 upload-metadata'],
    ['two names', { 'upload-metadata': `${named},filename ${base64('b.csv')}` }, '400 upload-metadata'],
    ['no way in which it came', { 'upload-metadata': metadata({ filename: 'a.csv' }) }, '400 upload-metadata'],
    [
      'a way that there is not',
      { 'upload-metadata': metadata({ filename: 'a.csv', how: 'stolen' }) },
      '400 upload-metadata',
    ],
    [
      'a source of 2,001 letters',
      { 'upload-metadata': `${named},source ${base64('a'.repeat(2001))}` },
      '400 upload-metadata',
    ],
    [
      'a compartment in SQL',
      { 'upload-metadata': `${named},compartment ${base64("facts' --")}` },
      '400 upload-metadata',
    ],
    ['an entity that is none', { 'upload-metadata': `${named},entity ${base64('../1')}` }, '400 upload-metadata'],
    ['fewer bytes than none', { 'upload-length': '-1' }, '400 request-invalid'],
    ['bytes in letters', { 'upload-length': '1e3' }, '400 request-invalid'],
    ['more bytes than there are', { 'upload-length': '9'.repeat(16) }, '400 request-invalid'],
    ['bytes that are said later', { 'upload-length': '', 'upload-defer-length': '1' }, '400 request-invalid'],
    ['another protocol', { 'tus-resumable': '0.2.2' }, '412 upload-protocol'],
  ])('%s', async (_, headers, told) => {
    const sent = { ...tus, 'upload-length': '3', 'upload-metadata': named, ...headers };
    const met = await meet(box, async () =>
      ask(box, 'upload.begin', box.ours, { session: await box.session('lead'), headers: sent }),
    );
    expect(met).toEqual({ told, ...untouched, logged: [] });
  });

  test('a role that hands nothing in', async () => {
    await box.database.owner.query(
      `update cofferdam.membership set role = 'executive' where incident_id = $1 and person_id = $2`,
      [box.ours.incident, box.people.comms],
    );
    const met = await meet(box, async () =>
      ask(box, 'upload.begin', box.ours, { session: await box.session('comms') }),
    );
    expect(met).toEqual({ told: '403 role-lacking', ...untouched, logged: [refused('upload.begin', 'role')] });
  });
});

describe('a part that is not the next', () => {
  /** A writer that came and went leaves its number, so that the next one has another: that alone may change. */
  const settled = (met: Met): Met => ({
    ...met,
    changed: met.changed.filter((table) => table !== 'cofferdam.evidence_upload'),
  });

  test.each<[string, Readonly<Record<string, string>>, string]>([
    ['before what is there', { 'upload-offset': '-1' }, '400 request-invalid'],
    ['behind what is there', { 'upload-offset': '2' }, '409 upload-offset'],
    ['of another type', { 'content-type': 'application/octet-stream' }, '415 request-type-unknown'],
    [
      'with a hash of another',
      { 'upload-checksum': `sha256 ${Buffer.alloc(32).toString('base64')}` },
      '460 upload-checksum',
    ],
    [
      'with a hash of a kind that is broken',
      { 'upload-checksum': `md5 ${Buffer.alloc(16).toString('base64')}` },
      '400 request-invalid',
    ],
  ])('%s', async (_, headers, told) => {
    const item = { ...box.ours, evidence: box.ours.upload };
    const met = await meet(box, async () =>
      ask(box, 'upload.part', item, { session: await box.session('lead'), headers }),
    );
    expect(settled(met)).toEqual({
      told,
      ...untouched,
      logged: [],
    });
    const stands = await ask(box, 'upload.show', item, { session: await box.session('lead') });
    expect(stands.headers['upload-offset']).toBe('0');
  });

  test('more than was announced', async () => {
    const item = { ...box.ours, evidence: box.ours.upload };
    const met = await meet(box, async () =>
      ask(box, 'upload.part', item, { session: await box.session('lead'), payload: 'abcdef' }),
    );
    expect(settled(met)).toEqual({ told: '413 upload-too-long', ...untouched, logged: [] });
  });
});

describe('a name is a label', () => {
  const outside = join(tmpdir(), 'cofferdam-escape.csv');
  const names: readonly [string, string | Buffer, string][] = [
    ['a path up', `../../../../../../..${outside}`, 'cofferdam-escape.csv'],
    ['a path from the root', outside, 'cofferdam-escape.csv'],
    ['a path of Windows', 'C:\\Windows\\System32\\evil.dll', 'evil.dll'],
    ['a NUL', 'a\0b.csv', 'a_b.csv'],
    [
      'a line end and a header',
      'a.csv\r\nset-cookie: __Host-cofferdam=planted',
      'a.csv__set-cookie_ __Host-cofferdam=planted',
    ],
    ['a quote and a name', 'a.csv"; filename="evil.exe', 'a.csv__ filename=_evil.exe'],
    ['letters that turn around', 'annual\u202efdp.exe', 'annual_fdp.exe'],
    ['a device', 'CON.csv', '_CON.csv'],
    ['a hidden file', '.bashrc', 'bashrc'],
    ['markup', '<img src=x onerror=alert(1)>.svg', '_img src=x onerror=alert(1)_.svg'],
    ['bytes that are no text', Buffer.from([0xff, 0xfe, 0x2e, 0x63]), '\ufffd\ufffd.c'],
    ['1,000 bytes', `${'n'.repeat(996)}.csv`, `${'n'.repeat(196)}.csv`],
  ];
  test.each(names)('%s', async (_, name, saved) => {
    const session = await box.session('lead');
    const { incident } = box.ours;
    const evidence = await handIn(box, incident, { name, bytes: `name\n${saved}\n` });
    const shown = await ask(box, 'evidence.show', { incident, evidence }, { session });
    expect((shown.answer as unknown as { name: string }).name).not.toMatch(/[\p{Cc}\p{Cf}]/u);

    const { answer } = await ask(box, 'evidence.ask-read', { incident, evidence }, { session });
    const { reading } = answer as unknown as { reading: string };
    const fetched = await ask(box, 'evidence.read', { incident, evidence, reading }, { session });
    expect([fetched.status, fetched.body]).toEqual([200, `name\n${saved}\n`]);
    const { 'content-disposition': disposition = '', ...headers } = fetched.headers;
    const [, encoded = ''] =
      /^attachment; filename="[\x20-\x21\x23-\x5b\x5d-\x7e]*"; filename\*=UTF-8''(\S+)$/.exec(String(disposition)) ??
      [];
    expect(decodeURIComponent(encoded)).toBe(saved);
    expect(headers).toMatchObject({ 'content-type': 'application/octet-stream', 'x-content-type-options': 'nosniff' });
    expect(headers).not.toHaveProperty('set-cookie');
  });

  test('and nothing lies where a name said, in the vault are hashes alone', async () => {
    await expect(access(outside)).rejects.toThrow('ENOENT');
    const blobs = await Array.fromAsync(box.desk.store.list(), ({ place }) => place.name);
    expect(blobs.filter((name) => !/^[0-9a-f]{64}$/.test(name))).toEqual([]);
    const foreign = (await Array.fromAsync(box.desk.store.leftovers())).filter(({ kind }) => kind === 'foreign');
    expect(foreign).toEqual([]);
  });
});
