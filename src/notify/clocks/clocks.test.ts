import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Entity, Statement } from '#respond';
import { eeaZones } from '../laws/places.ts';
import { endOfArt33 } from './art33.ts';
import { clocksOf } from './compute.ts';

const hour = 3_600_000;
const instants = fc.date({ min: new Date('1996-01-01Z'), max: new Date('2090-01-01Z'), noInvalidDate: true });

describe('the end of the 72 hours', () => {
  test.each([
    ['an hour that has begun does not count', '2026-11-20T10:15:00.000Z', '2026-11-23T11:00:00.000Z'],
    ['nor does one that begins that very moment', '2026-11-20T10:00:00.000Z', '2026-11-23T11:00:00.000Z'],
    ['nor one that is nearly over', '2026-11-20T10:59:59.999Z', '2026-11-23T11:00:00.000Z'],
    ['a weekend and a holiday run', '2026-12-24T22:30:00.000Z', '2026-12-27T23:00:00.000Z'],
    ['over the end of a month', '2026-01-30T23:30:00.000Z', '2026-02-03T00:00:00.000Z'],
    ['over a leap day', '2028-02-27T12:01:00.000Z', '2028-03-01T13:00:00.000Z'],
    ['over the end of a year', '2026-12-31T00:00:00.000Z', '2027-01-03T01:00:00.000Z'],
  ])('%s', (_, since, due) => expect(endOfArt33(since)).toBe(due));

  test('a change of the clocks moves it on the wall, and not in hours', () => {
    // In Berlin the clocks went forward on 29 March 2026 and back on 25 October 2026.
    const wall = (since: string): string =>
      Temporal.Instant.from(endOfArt33(Temporal.ZonedDateTime.from(since).toInstant().toString()))
        .toZonedDateTimeISO('Europe/Berlin')
        .toString({ smallestUnit: 'minute', timeZoneName: 'never' });
    expect(wall('2026-03-27T09:30[Europe/Berlin]')).toBe('2026-03-30T11:00+02:00');
    expect(wall('2026-10-23T09:30[Europe/Berlin]')).toBe('2026-10-26T09:00+01:00');
  });

  test('is more than 72 and at most 73 hours away, on a full hour in the zone of every authority', () => {
    fc.assert(
      fc.property(instants, fc.constantFrom(...eeaZones.values()), (at, zone) => {
        const due = Date.parse(endOfArt33(at.toISOString()));
        expect(due - at.getTime()).toBeGreaterThan(72 * hour);
        expect(due - at.getTime()).toBeLessThanOrEqual(73 * hour);
        const { minute, second } = Temporal.Instant.fromEpochMilliseconds(due).toZonedDateTimeISO(zone);
        expect([minute, second]).toEqual([0, 0]);
      }),
    );
  });

  test('never comes earlier for who was aware later', () => {
    fc.assert(
      fc.property(instants, instants, (a, b) => {
        const [first, second] = [a, b].map((at) => at.toISOString()).sort() as [string, string];
        expect(endOfArt33(first) <= endOfArt33(second)).toBe(true);
      }),
    );
  });
});

const entity = (id: string, country: string, role: Entity['role'] = 'controller'): Entity => ({
  id,
  name: `${id} ${country}`,
  country,
  sector: null,
  role,
  listed: false,
  endedAt: null,
  version: 1,
});
const said = (since: string, of: string | null, step: Statement['step'] = 'aware'): Statement => ({
  id: `${step} ${since} ${of}`,
  step,
  since,
  zone: 'Europe/Berlin',
  saidBy: 'somebody',
  entity: of,
  compartment: 'facts',
  note: null,
  recordedAt: since,
  recordedBy: 'somebody',
});
const at = (now: string) => Date.parse(now);

describe('the clocks of an incident', () => {
  const entities = [entity('a', 'DE'), entity('b', 'FR', 'both'), entity('c', 'IE', 'processor'), entity('d', 'US')];

  test('one for each controller in the EEA; a statement for all starts them all, an earlier one for its own', () => {
    const statements = [said('2026-11-20T10:15:00.000Z', null), said('2026-11-19T08:00:00.000Z', 'b')];
    expect(clocksOf({ entities, statements, now: at('2026-11-20T12:00:00Z') })).toMatchObject([
      { entity: 'b', state: 'running', due: '2026-11-22T09:00:00.000Z', zone: 'Europe/Paris' },
      { entity: 'a', state: 'running', due: '2026-11-23T11:00:00.000Z', zone: 'Europe/Berlin' },
    ]);
  });

  test.each([
    ['running', '2026-11-22T10:59:59Z'],
    ['due-soon', '2026-11-22T11:00:01Z'],
    ['due-soon', '2026-11-23T10:59:59Z'],
    ['overdue', '2026-11-23T11:00:00Z'],
  ])('%s at %s', (state, now) => {
    const statements = [said('2026-11-20T10:15:00.000Z', 'a')];
    expect(clocksOf({ entities: [entity('a', 'DE')], statements, now: at(now) })).toMatchObject([{ state }]);
  });

  test('nobody aware: not started, and due never stands for not known', () => {
    const statements = [said('2026-11-20T10:15:00.000Z', null, 'being-assessed')];
    expect(clocksOf({ entities: [entity('a', 'DE')], statements, now: at('2026-11-29T00:00:00Z') })).toMatchObject([
      { state: 'not-started', since: null, due: null },
    ]);
  });

  test('no legal entity is named: one for the organisation, started by whatever statement', () => {
    const statements = [said('2026-11-20T10:15:00.000Z', 'gone')];
    expect(clocksOf({ entities: [], statements, now: at('2026-11-20T12:00:00Z') })).toMatchObject([
      { entity: null, state: 'running', zone: null },
    ]);
  });

  test('the earliest statement counts, in whatever order they were made', () => {
    fc.assert(
      fc.property(fc.array(instants, { minLength: 1, maxLength: 8 }), (times) => {
        const statements = times.map((time) => said(time.toISOString(), null));
        const [clock] = clocksOf({ entities: [entity('a', 'DE')], statements, now: 0 });
        const earliest = new Date(Math.min(...times.map(Number))).toISOString();
        expect(clock?.since).toBe(earliest);
      }),
    );
  });
});
