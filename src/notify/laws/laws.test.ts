import { describe, expect, test } from 'vitest';
import { type Entity, organisation } from '#respond';
import { candidatesFor, countriesUnknown } from '../clocks/candidates.ts';
import { isAmong } from './places.ts';
import { duties } from './read.ts';

const now = Date.UTC(2026, 10, 22);
const entity = (country: string, more: Partial<Entity> = {}): Entity => ({
  id: `of ${country}`,
  name: country,
  country,
  sector: null,
  role: 'controller',
  listed: false,
  endedAt: null,
  version: 1,
  ...more,
});
const named = (...entities: Entity[]) => candidatesFor(entities, now).map(({ duty }) => duty);

describe('the files', () => {
  test('hold each duty once, with sectors that the organisation can choose', () => {
    const sectors = new Set<string>(organisation.suggestedSectors.map(({ sector }) => sector));
    const ids = duties().map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.length).toBeGreaterThan(75);
    for (const { id, sectors: own = [] } of duties()) {
      expect({ id, unknown: own.filter((one) => !sectors.has(one)) }).toEqual({ id, unknown: [] });
    }
  });

  test('name limits of 96 hours or less, and business days where the law does', () => {
    for (const { id, limit, days } of duties()) {
      const hours = Number(/\d+/.exec(limit)?.[0]) * (limit.endsWith('D') ? 24 : 1);
      expect({ id, isShort: hours <= 96 }).toEqual({ id, isShort: true });
      if (days === 'business') expect(limit).toMatch(/^P\dD$/);
    }
  });

  test('a source and whom to tell stand with each', () => {
    const bare = duties().filter(({ source, recipient, trigger }) => {
      return source.length < 6 || recipient.length < 3 || !/[.)]$/.test(trigger);
    });
    expect(bare.map(({ id }) => id)).toEqual([]);
  });
});

describe('what may apply', () => {
  test('a bank in Germany: its sector decides, and what is not of its sector is left out', () => {
    const duties = named(entity('DE', { sector: 'banking' }));
    expect(duties).toContain('eu-dora-19');
    expect(duties).toContain('eu-nis2-23');
    expect(duties).not.toContain('eu-eprivacy-611-2');
    expect(duties).not.toContain('eu-gdpr-33-1');
  });

  test('a sector that is not stated, or in words of its own, excludes nothing and is said to be open', () => {
    for (const sector of [null, 'We sell shoes']) {
      const candidates = candidatesFor([entity('DE', { sector })], now);
      expect(candidates.find(({ duty }) => duty === 'eu-eprivacy-611-2')?.open).toEqual(['sector']);
    }
  });

  test.each([
    ['listed', entity('US', { listed: true }), 'us-sec-8k-105', true],
    ['not listed', entity('US'), 'us-sec-8k-105', false],
    ['a processor in Kenya', entity('KE', { role: 'processor' }), 'ke-dpa-processor', true],
    ['a controller in Kenya', entity('KE'), 'ke-dpa-processor', false],
    ['both in Kenya', entity('KE', { role: 'both' }), 'ke-dpa-processor', true],
    ['a controller outside of the EEA may serve people in it', entity('BR'), 'eu-gdpr-33-1-abroad', true],
    ['a controller in Norway is in the EEA', entity('NO'), 'eu-gdpr-33-1-abroad', false],
    ['a bill is no law', entity('GB', { sector: 'energy' }), 'gb-csrb', false],
    ['a law that applies from next year', entity('IN'), 'in-dpdp-board', false],
  ])('%s', (_, one, duty, applies) => expect(named(one).includes(duty)).toBe(applies));

  test('and from its first day on it does', () => {
    const later = candidatesFor([entity('IN')], Date.UTC(2027, 4, 20)).map(({ duty }) => duty);
    expect(later).toContain('in-dpdp-board');
  });

  test('the shortest comes first', () => {
    const limits = candidatesFor([entity('CN'), entity('DE'), entity('SG')], now).map(({ limit }) => limit);
    expect(limits[0]).toBe('PT1H');
  });

  test('a country without a file is told, one of the EEA is not', () => {
    expect(countriesUnknown([entity('DE'), entity('IS'), entity('BT'), entity('JP')])).toEqual(['BT', 'JP']);
    expect(isAmong('IS', ['eu'])).toBe(false);
  });
});
