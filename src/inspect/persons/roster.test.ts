import { describe, expect, test } from 'vitest';
import { parseRoster } from './roster.ts';
import type { RosterEntry } from './roster.ts';

const identify = (concept: string): string => `xx-${concept}`;

async function* inPieces(text: string, size: number): AsyncGenerator<Uint8Array> {
  const bytes = new TextEncoder().encode(text);
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

const read = (text: string, size = 7): Promise<RosterEntry[]> =>
  Array.fromAsync(parseRoster(inPieces(text, size), 1, identify));

test('a German roster with semicolons, quotes and line breaks in cells', async () => {
  const text =
    '\uFEFFVorname;Nachname;Geburtsdatum;Beziehung;Status;Minderjährig;Land;Notiz\r\n' +
    'Jürgen;"Groß; ""der"" Große";1.2.1980;Kunde;ehemalig;nein;DE;"a\nb"\r\n\r\n' +
    'Eva;Klein;2015-03-04;Mitarbeiterin;;ja;AT\r\n';
  for (const size of [1, 7, 10_000]) {
    const [one, two] = await read(text, size);
    expect(one?.roster).toEqual({ relation: 'customer', standing: 'former', minor: false, country: 'DE' });
    expect(one?.draft.facts).toContainEqual({ concept: 'family-name', value: 'Groß; "der" Große' });
    expect(one?.draft.facts).toContainEqual({ concept: 'date-of-birth', value: '1980-02-01' });
    expect(two?.roster).toEqual({ relation: 'employee', standing: 'current', minor: true, country: 'AT' });
    expect(two?.draft.span.start).toBe(5);
  }
});

test('a lone `nom` is the whole name; official numbers get their rule', async () => {
  const [entry] = await read('nom,type,nir\nAnne Petit,client,123\n');
  expect(entry?.draft.facts).toEqual([
    { concept: 'person-name', value: 'Anne Petit' },
    { concept: 'social-security-id', value: '123', rule: 'xx-social-security-id' },
  ]);
});

describe('what is wrong is said by line and column, never by value', () => {
  test.each([
    ['', 'line 1: it is empty'],
    ['name\nAnna Secret\n', 'line 1: no column is the relation'],
    ['relation\ncustomer\n', 'line 1: no column tells who'],
    ['name,relation,name\n', 'line 1, column 3: there is a person-name before'],
    ['name,relation\nAnna,customer\nAnna,Secret\n', 'line 3, column 2: not a relation'],
    ['name,relation,status\nAnna,customer,Secret\n', 'line 2, column 3: neither current nor former'],
    ['name,relation,minor\nAnna,customer,Secret\n', 'line 2, column 3: neither yes nor no'],
    ['name,relation,dob\nAnna,customer,31.2.2000\n', 'line 2, column 3: not a date'],
    ['name,relation\nAnna,customer,Secret\n', 'line 2: more cells'],
    ['name,relation\nAnna,"Secret\n', 'line 2: a quote is not closed'],
  ])('%j', async (text, message) => {
    const failure = await read(text).then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(failure).toMatchObject({ code: 'roster-invalid', message: expect.stringContaining(message) });
    expect(String(failure)).not.toMatch(/Anna|Secret|31\.2/u);
  });

  test('bytes that are no UTF-8', async () => {
    const source = async function* (): AsyncGenerator<Uint8Array> {
      yield Uint8Array.from([0x6e, 0xff, 0xfe, 0x0a]);
    };
    await expect(Array.fromAsync(parseRoster(source(), 1, identify))).rejects.toMatchObject({ code: 'roster-invalid' });
  });
});
