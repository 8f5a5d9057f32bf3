import { expect, test } from 'vitest';
import type { Membership } from '../authorise.ts';
import { openRooms, type Rooms, type Seat } from './rooms.ts';
import { seesAsMuch } from './sees-as-much.ts';

const incident = 'a';
const all: Membership = { role: 'lead', compartments: ['facts', 'counsel'] };
const facts: Membership = { role: 'guest', compartments: ['facts'] };

interface Seated extends Seat {
  /** How often he was told that something changed. */
  readonly told: () => number;
}
function seat(rooms: Rooms, person: string, { session = person, membership = all, of = incident } = {}): Seated {
  let told = 0;
  const onChange = (): void => void (told += 1);
  return { ...rooms.enter({ incident: of, person, session, membership, onChange }), told: () => told };
}
const at = (rooms: Rooms, { id }: Seat, session: string) =>
  rooms.tell({ incident, stream: id, session, at: 'impact', edits: false });

test('each of the others once, with where the newest of their pages is; nobody of another incident', () => {
  const rooms = openRooms();
  const lead = seat(rooms, 'lead');
  const [first] = [seat(rooms, 'ann'), seat(rooms, 'ann'), seat(rooms, 'lead'), seat(rooms, 'zoe', { of: 'b' })];
  expect(lead.others()).toEqual([{ person: 'ann', at: null, edits: false }]);
  expect(at(rooms, first, 'ann')).toBe(true);
  expect(lead.others()).toEqual([{ person: 'ann', at: 'impact', edits: false }]);
});

test('where somebody is, those alone are told who see as much as he does', () => {
  const rooms = openRooms();
  const [lead, guest] = [seat(rooms, 'lead'), seat(rooms, 'guest', { membership: facts })];
  const unmoved = guest.told();
  at(rooms, lead, 'lead');
  expect(guest.told(), 'that somebody moved').toBe(unmoved);
  at(rooms, guest, 'guest');
  expect(guest.others()).toEqual([{ person: 'lead', at: null, edits: false }]);
  expect(lead.others()).toEqual([{ person: 'guest', at: 'impact', edits: false }]);
  const before = guest.told();
  guest.allow(all);
  expect([guest.told() > before, guest.others()]).toEqual([true, [{ person: 'lead', at: 'impact', edits: false }]]);
});

test.each<[string, Membership, Membership, boolean]>([
  ['all and all', all, all, true],
  ['facts and all', facts, all, false],
  ['all and one legal entity', all, { ...all, entities: ['x'] }, true],
  ['one legal entity and all', { ...all, entities: ['x'] }, all, false],
  ['two and one of them', { ...all, entities: ['x', 'y'] }, { ...all, entities: ['y'] }, true],
  ['one and another', { ...all, entities: ['x'] }, { ...all, entities: ['y'] }, false],
])('%s', (_, one, other, sees) => {
  expect(seesAsMuch(one, other)).toBe(sees);
});

test('a stream that begins right after one of the same session has ended is no going and coming', () => {
  const rooms = openRooms(60_000);
  const [lead, ann] = [seat(rooms, 'lead'), seat(rooms, 'ann')];
  at(rooms, ann, 'ann');
  ann.leave();
  expect(lead.others()).toEqual([{ person: 'ann', at: 'impact', edits: false }]);
  const again = seat(rooms, 'ann');
  expect(lead.others()).toEqual([{ person: 'ann', at: 'impact', edits: false }]);
  again.bar();
  expect(lead.others()).toEqual([]);
});

test('who does not come back is gone, and who may not be here any more at once', async () => {
  const rooms = openRooms(1);
  const [lead, ann, zoe] = [seat(rooms, 'lead'), seat(rooms, 'ann'), seat(rooms, 'zoe')];
  zoe.bar();
  expect(lead.others().map(({ person }) => person)).toEqual(['ann']);
  const told = lead.told();
  ann.leave();
  await expect.poll(() => lead.others()).toEqual([]);
  expect(lead.told()).toBeGreaterThan(told);
});

test('nobody speaks for the stream of another session, of another incident, or for one that has ended', () => {
  const rooms = openRooms();
  const ann = seat(rooms, 'ann');
  const elsewhere = seat(rooms, 'ann', { of: 'b' });
  expect([at(rooms, ann, 'lead'), at(rooms, elsewhere, 'ann')]).toEqual([false, false]);
  ann.leave();
  expect(at(rooms, ann, 'ann')).toBe(false);
});
