import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type CommandLine, openCommandLine } from './testing/command-line.ts';

let desk: CommandLine;
let incident = '';
let entity = '';
beforeAll(async () => {
  desk = await openCommandLine({ lea: 'none', dan: 'none', gus: 'none', eve: 'none' });
  incident = (await desk.run('lea', ['incident', 'open', 'Customer list', '--code-name', 'Amber Gate'])).out.slice(
    0,
    36,
  );
  const made = await desk.json<{ id: string }>('ada', ['entity', 'add', 'Home Ltd', '--country', 'de']);
  entity = made[0]?.id ?? '';
});
afterAll(() => desk.close());

const idOf = (name: string): string => desk.people[name]?.id ?? '';

describe('an incident', () => {
  test('is changed in what is said, and stays in the rest', async () => {
    const { code, out } = await desk.run('lea', ['incident', 'edit', 'Amber Gate', '--severity', 'high']);
    expect([code, out]).toEqual([0, `${incident}  assess  high  Amber Gate  Customer list\n`]);
    const [edited] = await desk.json('lea', ['incident', 'edit', incident, '--phase', 'contain', '--title', 'Lists']);
    expect(edited).toMatchObject({ title: 'Lists', phase: 'contain', severity: 'high', version: 3 });
  });
});

describe('members', () => {
  test('are let in, listed, changed and taken out', async () => {
    const added = await desk.run('lea', ['member', 'add', 'Amber Gate', 'Dan@desk.example', '--role', 'dpo']);
    expect([added.code, added.out]).toEqual([0, `${idOf('dan')}  dpo  active  dan  facts  all entities\n`]);
    const changing = ['member', 'change', incident, 'dan@desk.example'];
    const [changed] = await desk.json('lea', [...changing, '--compartment', 'facts', 'counsel', '--entity', entity]);
    expect(changed).toMatchObject({ role: 'dpo', compartments: ['counsel', 'facts'], entities: [entity], version: 2 });
    const [wide] = await desk.json('lea', [...changing, '--entity', 'all', '--expires', '2099-01-01T00:00+01:00']);
    expect(wide).toMatchObject({ entities: null, expires: '2098-12-31T23:00:00.000Z' });
    expect((await desk.json('lea', [...changing, '--expires', 'never']))[0]).toMatchObject({ expires: null });
    const listed = await desk.run('dan', ['member', 'list', 'Amber Gate']);
    expect(listed.out).toMatch(/lead +active +lea +[^\n]+\n[^\n]+dpo +active +dan +counsel,facts +all entities\n$/);
    const removed = await desk.run('lea', ['member', 'remove', incident, 'dan@desk.example'], {
      typed: ['He has left'],
    });
    expect([removed.code, removed.out, removed.err]).toEqual([0, '', expect.stringContaining('Taken out.')]);
    expect((await desk.run('dan', ['member', 'list', incident])).code).toBe(1);
  });

  test('a guest comes on somebody’s word, and for a time', async () => {
    const add = ['member', 'add', incident, 'gus@desk.example', '--role', 'guest'];
    const refused = await desk.run('lea', add);
    expect([refused.code, refused.err]).toEqual([1, expect.stringContaining('sponsor')]);
    const word = ['--sponsor', 'lea@desk.example', '--expires', '2099-01-01T00:00Z'];
    const added = await desk.run('lea', [...add, ...word]);
    expect(added.out).toMatch(
      /guest {2}active {2}gus {2}facts {2}all entities {2}sponsor lea {2}until 2099-01-01T00:00:00/,
    );
  });

  test('nobody takes over where there is a lead', async () => {
    await desk.run('lea', ['member', 'add', incident, 'dan@desk.example', '--role', 'analyst']);
    const { code, err } = await desk.run('dan', ['member', 'take-over', incident, '--reason', 'she is on leave']);
    expect([code, err]).toEqual([1, expect.stringContaining('lead')]);
    await desk.run('lea', ['member', 'remove', incident, 'dan@desk.example', '--reason', 'x']);
  });
});

describe('awareness', () => {
  test('is stated with when and where, by whom and for whom; the list tells since when the organisation knew', async () => {
    const state = ['awareness', 'state', 'Amber Gate'];
    await desk.run('lea', [...state, 'first-indication', '--at', '2026-01-05T08:30Z', '--note', 'A post\nin a forum']);
    const more = ['--said-by', 'ada@desk.example', '--entity', entity];
    const aware = [...state, 'aware', '--at', '2026-01-05T11:00+01:00[Europe/Berlin]', ...more];
    const said = await desk.run('lea', aware);
    expect([said.code, said.out]).toEqual([
      0,
      expect.stringMatching(/^[\da-f-]{36} {2}aware {2}2026-01-05T10:00:00\.000Z {2}\(Europe\/Berlin\)\n$/),
    ]);
    const { out } = await desk.run('lea', ['awareness', 'list', incident]);
    expect(out).toMatch(/08:30:00\.000Z +first-indication +UTC +lea +all entities +facts +A post in a forum\n/);
    expect(out).toMatch(new RegExp(`aware +Europe/Berlin +ada +${entity} +facts\n`));
    expect(out).toMatch(new RegExp(`\nAware since\n +2026-01-05T10:00:00\\.000Z +Europe/Berlin +${entity}\n$`));
  });

  test.each([
    ['no offset', ['2026-01-05T08:30'], {}, 'a time with its offset'],
    ['a day that does not exist', ['2026-02-30T08:30Z'], {}, 'a time with its offset'],
    ['no time', ['yesterday'], {}, 'a time with its offset'],
    ['an offset that the zone does not have then', ['2026-07-05T08:30+01:00[Europe/Berlin]'], {}, 'this offset'],
    ['a zone that is none', ['2026-01-05T08:30+01:00', '--zone', 'Europe/Atlantis'], {}, 'this offset'],
    ['an offset that this machine does not have then', ['2026-01-05T08:30+05:00'], { TZ: 'Europe/Berlin' }, '--zone'],
  ])('%s is refused before anything is sent', async (_, at, env, message) => {
    const { code, out, err } = await desk.run('lea', ['awareness', 'state', incident, 'aware', '--at', ...at], { env });
    expect([code, out, err]).toEqual([2, '', expect.stringContaining(message)]);
    expect(err).not.toContain(at[0]);
  });

  test('the zone of this machine is that of a time with its offset', async () => {
    const args = ['awareness', 'state', incident, 'being-assessed', '--at', '2026-01-05T10:30+01:00'];
    const [said] = await desk.json('lea', args, { env: { TZ: 'Europe/Berlin' } });
    expect(said).toMatchObject({ since: '2026-01-05T09:30:00.000Z', zone: 'Europe/Berlin' });
  });

  test('a time that lies ahead is refused by the desk', async () => {
    const { code, err } = await desk.run('lea', ['awareness', 'state', incident, 'aware', '--at', '2199-01-05T10:30Z']);
    expect([code, err]).toEqual([1, expect.stringContaining('The time lies ahead')]);
  });
});

describe('a rule of the organisation', () => {
  const file = (): string => join(desk.folder, 'badge.yml');
  const sample = (): string => join(desk.folder, 'sample.txt');
  const rule = `title: Badge of the plant
element: national-id
sought: { pattern: 'PL-\\d{5}' }
examples: [badge PL-12345, PL-00001 lost]
negativeExamples: [PL-123, AB-12345]
`;
  test('is tried, used, changed, listed and ended', async () => {
    writeFileSync(file(), rule);
    writeFileSync(sample(), 'nothing here\nthe badge PL-77777 was lost\n');
    expect((await desk.run('lea', ['own-rule', 'list'])).err).toContain('no rule of its own');
    const tried = await desk.run('lea', ['own-rule', 'try', file(), '--sample', sample()]);
    expect([tried.code, tried.out]).toEqual([0, 'found  line 2  national-id  0.9  own-new\n']);
    expect(tried.err).not.toContain('77777');
    const refused = await desk.run('lea', ['own-rule', 'use', file(), '--sample', sample()]);
    expect(refused.code).not.toBe(0);
    const [used] = await desk.json<{ rule: string }>('ada', ['own-rule', 'use', file(), '--sample', sample()]);
    expect(used).toMatchObject({ rule: 'own-1', version: 1 });
    const again = ['own-rule', 'use', file(), '--sample', sample(), '--change', 'own-1'];
    expect((await desk.run('ada', again)).out).toMatch(/^own-1 {2}version 2 {2}national-id/);
    expect((await desk.run('lea', ['own-rule', 'list'])).out).toMatch(/^own-1 {2}version 2 .* in use since \S+\n$/);
    expect((await desk.run('ada', ['own-rule', 'end', 'own-1'])).out).toMatch(/ended at \S+\n$/);
  });

  test.each([
    ['is no YAML', 'title: [', /own-rule-invalid|cannot be used/],
    ['holds no fields', '- 1', /no fields of a rule/],
    ['lacks what it finds', 'title: Badge', /element/],
  ])('that %s says so', async (_, text, said) => {
    writeFileSync(file(), text);
    const ran = await desk.run('ada', ['own-rule', 'try', file(), '--sample', sample()]);
    expect(ran.code).not.toBe(0);
    expect(ran.err).toMatch(said);
  });
});

describe('a roster', () => {
  const file = (): string => join(desk.folder, 'roster.csv');
  test('is looked at, loaded and shown, by admins', async () => {
    writeFileSync(
      file(),
      'name,email,relation\nAnna Schmidt,anna@mail.example,customer\nMax Muster,max@mail.example,employee\n',
    );
    expect((await desk.run('lea', ['roster', 'show'])).err).toContain('No roster');
    const preview = await desk.run('ada', ['roster', 'preview', file()]);
    expect([preview.code, preview.out]).toEqual([
      0,
      expect.stringMatching(/^persons +2\ncolumns +email, [^\n]*relation/),
    ]);
    const [loaded] = await desk.json<{ id: string }>('ada', ['roster', 'load', file()]);
    const shown = await desk.run('lea', ['roster', 'show']);
    expect(shown.out).toMatch(new RegExp(`^id +${loaded?.id}\nloaded +\\S+ by ada\npersons +2\n`));
    expect(shown.out).not.toContain('Schmidt');
  });

  test.each([
    ['short', 'colour\nred\n'],
    ['long: most of it is unread when it is refused', `colour\n${'red\n'.repeat(3_000_000)}`],
  ])('that is none says why (%s)', async (_, text) => {
    writeFileSync(file(), text);
    const ran = await desk.run('ada', ['roster', 'preview', file()]);
    expect([ran.code, ran.out, ran.err]).toEqual([2, '', expect.stringContaining('roster')]);
    expect(ran.err).not.toContain('internal');
  });

  test.each([
    ['lea', () => file(), 1, 'role'],
    ['ada', () => join(desk.folder, 'missing.csv'), 2, 'missing.csv'],
    ['ada', () => desk.folder, 1, 'cofferdam-cli-'],
  ])('%s is refused %#', async (name, path, code, message) => {
    const ran = await desk.run(name, ['roster', 'load', path()]);
    expect([ran.code, ran.out, ran.err]).toEqual([code, '', expect.stringContaining(message)]);
  });
});

describe('the organisation', () => {
  test('is named, and has entities and people to call', async () => {
    expect((await desk.run('ada', ['organisation', 'rename', 'Example Group'])).code).toBe(0);
    const [changed] = await desk.json('ada', ['entity', 'change', entity, '--listed', '--sector', 'health']);
    expect(changed).toMatchObject({ name: 'Home Ltd', country: 'DE', listed: true, sector: 'health', version: 2 });
    expect((await desk.json('ada', ['entity', 'change', entity, '--no-listed', '--sector', 'none']))[0]).toMatchObject({
      listed: false,
      sector: null,
    });
    const channels = ['--first', 'mail:lawyer@law.example', '--second', 'phone:+49 30 1234567'];
    const who = ['contact', 'add', 'Clara Counsel', '--function', 'counsel', '--entity', entity];
    const [made] = await desk.json<{ id: string }>('ada', [...who, ...channels]);
    const id = made?.id ?? '';
    await desk.run('ada', ['contact', 'change', id, '--position', '2', '--second', 'messenger:@clara:chat.example']);
    const shown = await desk.run('lea', ['organisation', 'show']);
    expect(shown.out).toMatch(/^Example Group\n[^]*DE {2}controller {2}not listed {2}Home Ltd\n/);
    expect(shown.out).toMatch(
      /counsel {2}2 {2}Clara Counsel {2}mail:lawyer@law\.example {2}messenger:@clara:chat\.example {2}Home Ltd\n$/,
    );
    expect((await desk.run('ada', ['contact', 'remove', id])).err).toContain('erased');
    const [ended] = await desk.json('ada', ['entity', 'end', entity]);
    expect(ended).toMatchObject({ endedAt: expect.any(String) });
  });
});

describe('what goes wrong is said, with an exit code', () => {
  test.each<[string, string, readonly string[], number, string]>([
    ['nothing to change', 'lea', ['incident', 'edit', 'Amber Gate'], 2, 'say what is to be changed'],
    ['nothing to change', 'lea', ['member', 'change', 'Amber Gate', 'gus@desk.example'], 2, 'say what is to be'],
    ['nothing to change', 'ada', ['entity', 'change', 'x'], 2, 'say what is to be changed'],
    ['somebody who is nobody', 'lea', ['member', 'add', 'Amber Gate', 'x@y.example', '--role', 'hr'], 2, 'people list'],
    ['no member', 'lea', ['member', 'change', 'Amber Gate', 'eve@desk.example', '--role', 'hr'], 2, 'no member'],
    ['a role that is none', 'lea', ['member', 'add', 'Amber Gate', 'x', '--role', 'boss'], 2, 'Allowed choices'],
    ['no role', 'lea', ['member', 'add', 'Amber Gate', 'eve@desk.example'], 2, '--role'],
    ['a step that is none', 'lea', ['awareness', 'state', 'x', 'known', '--at', '2026-01-05T08:30Z'], 2, 'Allowed'],
    [
      'an entity that is none',
      'ada',
      ['entity', 'end', '00000000-0000-4000-8000-000000000000'],
      2,
      'organisation show',
    ],
    ['a channel that is none', 'ada', channel('mail', 'mail:x@y.example'), 2, '--second'],
    ['a stranger', 'eve', ['member', 'list', '00000000-0000-4000-8000-000000000000'], 1, 'nothing at this address'],
    ['no lead', 'eve', ['organisation', 'rename', 'x'], 1, 'role'],
    ['an unknown command', 'lea', ['member', 'promote'], 2, 'unknown command'],
  ])('%s (%s)', async (_, name, args, code, message) => {
    const ran = await desk.run(name, args);
    expect([ran.code, ran.out, ran.err]).toEqual([code, '', expect.stringContaining(message)]);
  });

  function channel(first: string, second: string): readonly string[] {
    return ['contact', 'add', 'X', '--function', 'it', '--first', `${first}:a@b.example`, '--second', second];
  }
});
