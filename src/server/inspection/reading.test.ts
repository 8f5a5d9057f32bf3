import { createHash } from 'node:crypto';
import { afterAll, describe, expect, test } from 'vitest';
import type { InspectEvent, InspectOptions, Input } from '#inspect';
import { type Readers, openReaders } from './reading.ts';

const modules = ['box', 'bomb', 'note'].map((name) => new URL(`testing/${name}.ts`, import.meta.url).href);
const common = { size: 2, modules, rules: [], labels: [], key: new Uint8Array(32) };
const readers = openReaders(common);
const takenOver = openReaders({ ...common, entry: new URL('testing/taken-over.ts', import.meta.url) });
afterAll(() => Promise.all([readers.close(), takenOver.close()]));

const limits = {
  maxDepth: 8,
  maxMembers: 1000,
  maxRatio: 200,
  maxBytes: 1e9,
  maxHeldBytes: 1e8,
  maxSeconds: 60,
};
const options: InspectOptions = {
  name: 'x',
  passwords: [],
  limits,
  findingsPerRule: Number.POSITIVE_INFINITY,
  text: true,
  persons: false,
  reveal: false,
};

function inputOf(bytes: Uint8Array): Input {
  return {
    size: bytes.length,
    read: async (offset, length) => bytes.subarray(offset, offset + length),
    stream: async function* () {
      yield bytes;
    },
  };
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

interface Told {
  readonly path: string;
  readonly status: string;
  readonly reason: string | undefined;
  readonly text: string;
  readonly sha256: string;
}

/** What was told of each file, in order of beginning; checks on the way that each begins and ends once, nested. */
async function inspect(
  content: object | string,
  change: Partial<InspectOptions> = {},
  by: Readers = readers,
): Promise<Told[]> {
  const text = typeof content === 'string' ? content : `BOX${JSON.stringify(content)}`;
  const files: { path: string; text: string; end?: Extract<InspectEvent, { type: 'end' }> }[] = [];
  const open: number[] = [];
  await by.inspect(inputOf(Buffer.from(text)), { ...options, ...change }, async (event) => {
    if (event.type === 'begin') {
      expect(event.file).toBe(files.length);
      files.push({ path: event.path, text: '' });
      open.push(event.file);
      return;
    }
    const file = files[event.file];
    expect(file).toBeDefined();
    expect(open).toContain(event.file);
    if (file === undefined) return;
    if (event.type === 'text') file.text += event.text;
    if (event.type === 'end') {
      expect(open.pop()).toBe(event.file);
      file.end = event;
    }
  });
  expect(open).toEqual([]);
  return files.map(({ path, text, end }) => ({
    path,
    text,
    status: end?.status ?? 'never ended',
    reason: end?.reason,
    sha256: end?.sha256 ?? '',
  }));
}

const box = { status: 'inspected', reason: undefined, text: 'label of the box\nend of the box\n' };
const note = (path: string): object => ({ path, status: 'inspected', reason: undefined, text: 'NOTE x' });

describe('a container with a member that', () => {
  test.each([
    ['crashes its reader', 'BOMB crash', 'reader-crashed', 'unreadable', ''],
    ['crashes its reader half-way', 'BOMB late', 'reader-crashed', 'partial', 'came out before\n'],
  ])('%s: that member has the reason, all others are read', async (_, bomb, reason, status, text) => {
    const told = await inspect({
      a: 'NOTE x',
      b: bomb,
      c: 'NOTE x',
      inner: { d: 'NOTE x', e: bomb, f: 'NOTE x' },
      g: 'NOTE x',
    });
    const failed = (path: string): object => ({ path, status, reason, text, sha256: sha256(bomb) });
    expect(told).toMatchObject([
      { path: '', ...box },
      note('!/a'),
      failed('!/b'),
      note('!/c'),
      { path: '!/inner', ...box },
      note('!/inner!/d'),
      failed('!/inner!/e'),
      note('!/inner!/f'),
      note('!/g'),
    ]);
  });

  test('takes all memory: that member has the reason, all others are read', async () => {
    expect(await inspect({ a: 'NOTE x', b: 'BOMB flood', c: 'NOTE x' })).toMatchObject([
      { path: '', ...box },
      note('!/a'),
      { path: '!/b', status: 'unreadable', reason: 'limit-memory' },
      note('!/c'),
    ]);
  });

  test('hangs leaves time for the others', async () => {
    const told = await inspect({ a: 'NOTE x', b: 'BOMB loop', c: 'NOTE x' }, { limits: { ...limits, maxSeconds: 8 } });
    expect(told).toMatchObject([
      { path: '', ...box },
      note('!/a'),
      { path: '!/b', status: 'unreadable', reason: 'limit-time' },
      note('!/c'),
    ]);
  });

  test('is a container that crashes by itself: what it gave is kept, what is behind it is read', async () => {
    const told = await inspect({
      inner: { a: 'NOTE x', '!crash': '', lost: 'NOTE x' },
      b: 'NOTE x',
      c: 'BOMB crash',
      d: 'NOTE x',
    });
    expect(told).toMatchObject([
      { path: '', ...box },
      { path: '!/inner', status: 'partial', reason: 'reader-crashed', text: 'label of the box\n' },
      note('!/inner!/a'),
      note('!/b'),
      { path: '!/c', status: 'unreadable', reason: 'reader-crashed' },
      note('!/d'),
    ]);
  });

  test('crashes, for the ninth time: the outer file is partial with the reason', async () => {
    const members = Object.fromEntries(Array.from({ length: 12 }, (_, index) => [`b${index}`, 'BOMB crash']));
    const told = await inspect({ a: 'NOTE x', ...members, z: 'NOTE x' });
    expect(told).toHaveLength(11);
    expect(told[0]).toMatchObject({
      path: '',
      status: 'partial',
      reason: 'reader-crashed',
      text: 'label of the box\n',
    });
    expect(told[0]?.sha256).toBe(sha256(`BOX${JSON.stringify({ a: 'NOTE x', ...members, z: 'NOTE x' })}`));
    expect(told.slice(2).every(({ status, reason }) => status === 'unreadable' && reason === 'reader-crashed')).toBe(
      true,
    );
  });
});

test('a file on disk that crashes its reader is unreadable, and the next is read', async () => {
  expect(await inspect('BOMB crash')).toMatchObject([
    { path: '', status: 'unreadable', reason: 'reader-crashed', sha256: sha256('BOMB crash') },
  ]);
  expect(await inspect('BOMB late')).toMatchObject([{ path: '', status: 'partial', text: 'came out before\n' }]);
  expect(await inspect('NOTE x')).toMatchObject([note('')]);
});

test('text of many megabytes comes out whole', async () => {
  const long = `NOTE ${'é0123456789\n'.repeat(400_000)}`;
  const [told] = await inspect(long);
  expect(told?.text.replaceAll('\uFFFD', '').length).toBeGreaterThan(long.length - 100);
  expect(told?.sha256).toBe(sha256(long));
});

test('what the caller throws ends the inspection with that error', async () => {
  const refuse = readers.inspect(inputOf(Buffer.from('NOTE x')), options, async () => {
    throw new Error('disk full');
  });
  await expect(refuse).rejects.toThrow('disk full');
});

test('a format that cannot be loaded is a sandbox that is not available', async () => {
  const broken = openReaders({ ...common, modules: [new URL('testing/none.ts', import.meta.url).href] });
  await expect(inspect('NOTE x', {}, broken)).rejects.toMatchObject({ code: 'sandbox-unavailable' });
  await broken.close();
});

describe('a reader process that was taken over', () => {
  const begin = { header: { type: 'begin', file: 0, mediaType: 'a', format: 'b' }, body: '' };
  const end = { header: { type: 'end', file: 0, status: 'inspected', bytes: 1, sha256: '', counts: {} } };
  test.each([
    ['nothing at all', []],
    ['no end', [begin]],
    ['an end without begin', [end]],
    ['a file number out of order', [{ ...begin, header: { ...begin.header, file: 7 } }]],
    ['an unknown event', [begin, { header: { type: 'run', file: 0 } }]],
    ['findings that are none', [begin, { header: { type: 'findings', file: 0 }, body: '[{"rule":1}]' }]],
    ['findings that are not JSON', [begin, { header: { type: 'findings', file: 0 }, body: '[' }]],
    ['findings of a file that is not open', [begin, { header: { type: 'findings', file: 3 }, body: '[]' }]],
    ['an unknown reason', [begin, { header: { ...end.header, reason: 'constructor' } }]],
    ['an unknown element', [begin, { header: { ...end.header, counts: { ['__proto__']: 1, polluted: 1 } } }]],
    ['a negative size', [begin, { header: { ...end.header, bytes: -1 } }]],
  ])('and sends %s: the file is not reported as clean', async (_, events) => {
    const [told] = await inspect('NOTE x', { name: JSON.stringify(events) }, takenOver);
    const sha = sha256('NOTE x');
    expect(told).toMatchObject({ path: '', status: 'unreadable', reason: 'reader-crashed', sha256: sha });
  });

  test('and ends a file twice: it ended once', async () => {
    const told = await inspect('NOTE x', { name: JSON.stringify([begin, end, end]) }, takenOver);
    expect(told).toMatchObject([{ path: '', status: 'inspected' }]);
  });
});
