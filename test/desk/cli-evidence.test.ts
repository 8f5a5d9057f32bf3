import { createHash } from 'node:crypto';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type CommandLine, openCommandLine } from './testing/command-line.ts';

const list = 'name,email\nErika Mustermann,erika@example.com\nMax Muster,max@example.com\n';
let desk: CommandLine;
let incident = '';
let item = '';
let sealed = '';
beforeAll(async () => {
  desk = await openCommandLine({ lea: 'none', dan: 'none', aud: 'auditor' });
  incident = (await desk.run('lea', ['incident', 'open', 'x', '--code-name', 'Amber Gate'])).out.slice(0, 36);
  await desk.run('lea', ['member', 'add', incident, 'dan@desk.example', '--role', 'dpo']);
  for (const [name, text] of [
    ['customers.csv', list],
    ['secret.csv', `${list}Janne Doe,janne@example.com\n`],
    ['noise.bin', '\u0000\u0001\u0002\u0003'.repeat(50)],
  ] as const) {
    writeFileSync(join(desk.folder, name), text);
    const { out } = await desk.run('lea', ['hand-in', incident, join(desk.folder, name), '--how', 'found']);
    if (name === 'customers.csv') item = out.slice(0, 36);
    if (name === 'secret.csv') sealed = out.slice(0, 36);
  }
  await desk.run('lea', ['impact', incident, '--wait']);
});
afterAll(() => desk.close());

const file = (name: string): string => join(desk.folder, name);

describe('evidence', () => {
  test('is listed with names masked, and shown with its hash and who answers for it', async () => {
    const { out } = await desk.run('lea', ['evidence', 'list', 'Amber Gate', '--state', 'complete']);
    expect(out.trimEnd().split('\n')).toHaveLength(3);
    expect(out).toMatch(new RegExp(`${item} +\\S+ +complete +73 bytes +found +facts +cu•••\\.csv\n`));
    expect(await desk.run('dan', ['evidence', 'list', incident, '--state', 'abandoned'])).toMatchObject({
      code: 0,
      out: '',
    });
    const shown = await desk.run('dan', ['evidence', 'show', incident, item]);
    const hash = createHash('sha256').update(list).digest('hex');
    expect(shown.out).toMatch(new RegExp(`name +customers\\.csv\n[^]*sha256 +${hash}\n[^]*custodian +lea\n`));
  });

  test('passes from one to the other, and the item shows it', async () => {
    const pass = ['evidence', 'custody', incident, item];
    const passed = await desk.run('lea', [...pass, '--to', 'dan@desk.example'], { typed: ['She is on leave'] });
    expect(passed.out).toMatch(/custodian +dan\n[^]*Custody\n[^]*lea +to dan +She is on leave\n$/);
    const refused = await desk.run('lea', [...pass, '--to', 'x', '--outside', 'y']);
    expect([refused.code, refused.err]).toEqual([2, expect.stringContaining('either --to or --outside')]);
    const [outside] = await desk.json('dan', [...pass, '--outside', 'The police', '--why', 'They asked']);
    expect(outside).toMatchObject({ custodian: null, custody: { length: 3 } });
  });

  test('is read and copied into files that nobody else reads, for a reason, and nothing is written over', async () => {
    const read = ['evidence', 'read', incident, item, '--output', file('out.csv')];
    const done = await desk.run('lea', read, { typed: ['To see what it is'] });
    expect([done.code, done.err]).toEqual([0, expect.stringContaining('73 bytes')]);
    expect(readFileSync(file('out.csv'), 'utf8')).toBe(list);
    expect(statSync(file('out.csv')).mode & 0o777).toBe(0o600);
    const again = await desk.run('lea', [...read, '--reason', 'again']);
    expect([again.code, again.err]).toEqual([2, expect.stringContaining('is there already')]);
    const copy = ['evidence', 'copy', incident, item, '--output', file('copy.zip')];
    const copied = await desk.run('lea', copy, { typed: ['The authority', 'They asked'] });
    expect([copied.code, copied.err]).toEqual([0, expect.stringMatching(/marked [\da-f-]{36}\./)]);
    expect(readFileSync(file('copy.zip')).subarray(0, 2).toString()).toBe('PK');
    const acts = await desk.json<{ act: { type: string } }>('lea', ['log', 'list', incident]);
    expect(acts.slice(0, 3).map(({ act }) => act.type)).toEqual([
      'evidence-exported',
      'evidence-read',
      'custody-passed',
    ]);
  });

  test('that nobody gets leaves no file', async () => {
    const none = ['evidence', 'read', incident, '00000000-0000-4000-8000-000000000000', '--output', file('none')];
    expect((await desk.run('lea', [...none, '--reason', 'x'])).code).toBe(1);
    expect(() => statSync(file('none'))).toThrow('ENOENT');
  });
});

describe('what is in it', () => {
  test('files say what was not read and why', async () => {
    const { out } = await desk.run('lea', ['files', 'Amber Gate', '--status', 'unreadable']);
    expect(out).toMatch(/^[\da-f-]{36} +unreadable: format-unsupported +\S+ +200 bytes +\(the item itself\)\n$/);
    const [read] = await desk.json('lea', ['files', incident, '--evidence', item]);
    expect(read).toMatchObject({ status: 'inspected', elements: { email: 2, 'person-name': 2 } });
  });

  test('findings are masked', async () => {
    const { out } = await desk.run('dan', ['findings', incident, '--element', 'email', '--evidence', item]);
    expect(out.trimEnd().split('\n')).toHaveLength(2);
    expect(out).not.toMatch(/erika|max@/);
  });

  test('persons are listed masked, one is revealed for a reason, and a list goes to somebody', async () => {
    const { out } = await desk.run('lea', ['persons', 'list', incident, '--element', 'email']);
    expect(out.trimEnd().split('\n')).toHaveLength(3);
    expect(out).not.toMatch(/Erika|Mustermann/);
    expect((await desk.run('lea', ['persons', 'list', incident, '--minor', 'true'])).err).toContain('nobody');
    expect((await desk.run('lea', ['persons', 'list', incident, '--most', '1'])).out.split('\n')).toHaveLength(2);
    const reveal = await desk.run('dan', ['persons', 'reveal', incident, '1'], { typed: ['To warn her first'] });
    expect(reveal.out).toMatch(/^name +(Erika Mustermann|Max Muster)\ncontact +(erika|max)@example\.com\n/);
    const args = ['persons', 'export', incident, '--output', file('list.csv'), '--revealed'];
    const given = await desk.run('dan', args, { typed: ['The authority', 'Art. 33'] });
    expect(given.code).toBe(0);
    expect(readFileSync(file('list.csv'), 'utf8')).toMatch(/Erika Mustermann,erika@example\.com,[^\n]*,The authority,/);
    expect(statSync(file('list.csv')).mode & 0o777).toBe(0o600);
  });

  test('what is sealed off is for those who are named alone', async () => {
    const seal = ['evidence', 'seal-off', incident, sealed, '--why', 'classified', '--person', 'dan@desk.example'];
    expect(await desk.run('lea', [...seal, '--reason', 'It says so'])).toMatchObject({ code: 0, out: `${sealed}\n` });
    const [hidden] = await desk
      .json<{ id: string }>('lea', ['evidence', 'list', incident])
      .then((all) => all.filter(({ id }) => id === sealed));
    expect(hidden).toMatchObject({ name: null, sealedOff: { why: 'classified' } });
    const shown = await desk.run('dan', ['evidence', 'show', incident, sealed]);
    expect(shown.out).toMatch(/name +secret\.csv\n[^]*sealed off classified, \S+ by lea, for dan\n/);
  });
});

describe('the log', () => {
  test('tells the lead of each incident that a member was reset; the answer tells the admin of none', async () => {
    const second = (await desk.run('dan', ['incident', 'open', 'Another'])).out.slice(0, 36);
    await desk.run('dan', ['member', 'add', second, 'lea@desk.example', '--role', 'hr']);
    const reset = await desk.run('ada', ['people', 'reset', 'lea@desk.example', '--what', 'second-factor']);
    expect([reset.code, reset.out]).toEqual([0, expect.stringMatching(/^\S{43}\n$/)]);
    expect(reset.err).toContain('cofferdam join --reset');
    const type = ['--type', 'member-reset'];
    const { out } = await desk.run('dan', ['log', 'list', second, ...type]);
    expect(out).toMatch(/^\S+ {2}ada {2}member-reset {2}person=lea {2}what=second-factor\n$/);
    // She is signed out; the other incident has an entry too, which a member sees.
    expect(await desk.json('dan', ['log', 'list', incident, ...type, '--actor', 'ada@desk.example'])).toMatchObject([
      { actor: { id: desk.people['ada']?.id }, act: { person: desk.people['lea']?.id, what: 'second-factor' } },
    ]);
    expect((await desk.run('ada', ['log', 'list', second])).code).toBe(1);
    expect((await desk.run('lea', ['whoami'])).code).toBe(1);
  });

  test('is exported whole by an auditor, and verifies against the head that was noted', async () => {
    const [head] = await desk.json<{ head: { hash: string } }>('dan', ['log', 'head']);
    expect((await desk.run('dan', ['log', 'head'])).out).toContain(head?.head.hash);
    const done = await desk.run('aud', ['log', 'export', file('log.ndjson'), '--recipient', 'The authority']);
    expect([done.code, done.out]).toEqual([0, '']);
    expect(statSync(file('log.ndjson')).mode & 0o777).toBe(0o600);
    const verified = await desk.run('aud', ['verify', file('log.ndjson'), '--head', head?.head.hash ?? '']);
    expect([verified.code, verified.err]).toEqual([0, '']);
    expect(readFileSync(file('log.ndjson'), 'utf8')).not.toContain('The authority');
  });

  test('is exported by nobody else, and over nothing', async () => {
    const refused = await desk.run('dan', ['log', 'export', file('mine.ndjson')]);
    expect([refused.code, refused.err]).toEqual([1, expect.stringContaining('role')]);
    expect(() => statSync(file('mine.ndjson'))).toThrow('ENOENT');
    const over = await desk.run('aud', ['log', 'export', file('list.csv')]);
    expect([over.code, over.err]).toEqual([2, expect.stringContaining('is there already')]);
    const nowhere = await desk.run('aud', ['log', 'export', join(desk.folder, 'none', 'log')]);
    expect([nowhere.code, nowhere.err]).toEqual([1, expect.stringContaining('could not be written')]);
  });

  test.each([
    [['log', 'list', 'Amber Gate', '--from', '2026-01-01T00:00'], 2, 'a time with its offset'],
    [['log', 'list', 'Amber Gate', '--type', 'No Kind'], 1, 'request'],
    [['evidence', 'seal-off', 'Amber Gate', 'x', '--why', 'dull', '--person', 'x'], 2, 'Allowed choices'],
    [['persons', 'reveal', 'Amber Gate', '0'], 2, 'whole number'],
  ])('%j is refused', async (args, code, message) => {
    const ran = await desk.run('dan', args);
    expect([ran.code, ran.out, ran.err]).toEqual([code, '', expect.stringContaining(message)]);
  });
});
