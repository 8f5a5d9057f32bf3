import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type CommandLine, openCommandLine } from './testing/command-line.ts';

let desk: CommandLine;
let incident = '';
beforeAll(async () => {
  desk = await openCommandLine({ lea: 'none' });
  incident = (await desk.run('lea', ['incident', 'open', 'x', '--code-name', 'Amber Gate'])).out.slice(0, 36);
  for (const [name, text] of [
    ['shop.csv', 'customer number,name,email\n7,Anna Schmidt,a.schmidt@post.example\n'],
    ['guests.csv', 'name,phone\nAnna Schmidt,+49 30 6789012\n'],
  ] as const) {
    writeFileSync(join(desk.folder, name), text);
    await desk.run('lea', ['hand-in', incident, join(desk.folder, name), '--how', 'found']);
  }
  await desk.run('lea', ['impact', incident, '--wait']);
});
afterAll(() => desk.close());

const persons = (...args: string[]) => desk.run('lea', ['persons', ...args]);

test('a pair is listed masked, looked at for a reason, decided on and taken back', async () => {
  const { out } = await persons('doubts', incident);
  expect(out).toMatch(/^ +1 {2}same-name +1 {2}A••• S••• [^\n]+ 2 {2}A••• S••• [^\n]*\n$/);
  const look = await desk.run('lea', ['persons', 'look', incident, '1'], { typed: ['To compare them'] });
  expect(look.out).toMatch(/^one +Anna Schmidt +\S+ +file 0, byte \d+\nother +Anna Schmidt +\S+ +file 0, byte \d+\n$/);
  expect((await persons('look', incident, '2', '--reason', 'x')).err).toContain('pair 2: 1 are open');

  const decided = await persons('decide', incident, '1', 'same', '--reason', 'She named both');
  expect([decided.code, decided.err]).toEqual([0, expect.stringContaining('counted anew')]);
  const decision = decided.out.slice(0, 36);
  expect((await persons('decisions', incident)).out).toMatch(
    new RegExp(`^${decision} +same +same-name +A••• S•••, A••• S••• .* lea +holds +She named both\n$`),
  );
  expect((await persons('decide', incident, '1', 'both', '--reason', 'x')).code).toBe(2);

  expect((await persons('take-back', incident, decision)).out).toMatch(new RegExp(`^${decision} +taken back `));
  expect((await persons('take-back', incident, decision)).code).toBe(1);
  expect((await persons('decisions', incident)).out).toMatch(/taken back \S+ by lea/);
});
