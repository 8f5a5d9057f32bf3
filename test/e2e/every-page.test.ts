import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { TextReader, Uint8ArrayWriter, ZipWriter } from '@zip.js/zip.js';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { identityContract } from '#platform/auth';
import { operations } from '#server/client';
import { settled, until } from '../../src/server/inspection/testing/evidence.ts';
import { openTestIncident, type TestPerson } from '../../src/respond/testing/desk.ts';
import { handIn } from '../desk/testing/asking.ts';
import { expectNoAxe, expectNothingLost, joinAs, openTestBrowser, type TestBrowser } from './testing/index.ts';
import { routesOf } from './testing/routes.ts';

// Every page there is, with something on it: axe in both themes, and nothing lost at 200 % zoom and at 360 px.

const { respond } = operations;
const { decisions } = respond;
let box: TestBrowser;
let incident = '';
let item = '';

const list = [
  'name,email,date of birth,iban,country',
  'Erika Mustermann,erika.mustermann@kunde.example,1980-02-03,DE89370400440532013000,DE',
  'Jonas Beispiel,jonas.beispiel@kunde.example,2019-06-07,FR1420041010050500013M02606,UK',
  'Amina Exemplar,amina.exemplar@kunde.example,1975-11-12,GB29NWBK60161331926819,',
].join('\n');

async function protectedZip(): Promise<Uint8Array> {
  const writer = new ZipWriter(new Uint8ArrayWriter());
  const folders = 'accounting/of the last year but one/exported for the auditors';
  await writer.add(`${folders}/customers of all branches.csv`, new TextReader(list));
  await writer.add('shut.csv', new TextReader(list), { password: 'unknown', encryptionStrength: 3 });
  return writer.close();
}

beforeAll(async () => {
  box = await openTestBrowser({ jobs: 1 });
  const { server } = box;
  incident = await openTestIncident(server, [
    { name: 'analyst', role: 'analyst' },
    { name: 'dpo', role: 'dpo' },
  ]);
  const session = await server.session('lead');
  const admin = await server.session('admin');
  const params = { incident };
  const of = { name: 'Muster Versicherung und Rückversicherung AG', country: 'DE', sector: 'insurance' } as const;
  await server.ask(respond.addEntity, { body: { ...of, role: 'controller', listed: true } }, { session: admin });
  const first = { kind: 'mail', address: 'counsel@muster.example' } as const;
  const second = { kind: 'phone', address: '+49301234567' } as const;
  const contact = { name: 'Dr. Fern', function: 'counsel', first, second } as const;
  await server.ask(respond.addContact, { body: contact }, { session: admin });
  const since = new Date(server.desk.now() - 3_600_000).toISOString();
  const statement = { step: 'aware', since, zone: 'Europe/Berlin', note: 'The file names our customers' } as const;
  await server.ask(respond.stateAwareness, { params, body: statement }, { session });
  const decision = { text: 'The portal stays down', options: ['Keep it up'], at: since, zone: 'Europe/Berlin' };
  await server.ask(decisions.addDecision, { params, body: decision }, { session });
  item = await handIn(server, incident, { name: 'a long name of a list of customers.csv', bytes: list });
  await handIn(server, incident, { name: 'archive.zip', bytes: await protectedZip() });
  await handIn(server, incident, { name: 'broken.pdf', bytes: '%PDF-1.7\nnothing of a document' });
  await until(server, settled);
}, 300_000);
afterAll(() => box.close());

/** As whom, and at which addresses, a route is looked at. `incident`, `item` and the rest stand for ids of the fixture. */
interface Visits {
  readonly as: TestPerson | 'half' | 'new' | undefined;
  readonly at: readonly string[];
}

const visits: Readonly<Record<string, Visits>> = {
  // There is nothing of it where an installation is set up: set-up.test.ts looks at it.
  '/set-up': { as: undefined, at: [] },
  '/sign-in': { as: undefined, at: ['/sign-in'] },
  '/join': { as: undefined, at: ['/join', '/join#AAAA'] },
  '/reset': { as: undefined, at: ['/reset', '/reset#AAAA'] },
  '/second-factor': { as: 'half', at: ['/second-factor'] },
  '/enrol': { as: 'new', at: ['/enrol'] },
  '/': { as: 'lead', at: ['/'] },
  '/welcome': {
    as: 'admin',
    at: ['organisation', 'entities', 'contacts', 'roster', 'backup', 'people'].map((step) => `/welcome?step=${step}`),
  },
  '/organisation': { as: 'admin', at: ['/organisation'] },
  '/people': { as: 'admin', at: ['/people'] },
  '/rules': { as: 'analyst', at: ['/rules', '/rules?rule=iban', '/rules?text=nothing-like-it'] },
  '/account': { as: 'lead', at: ['/account'] },
  '/incidents': { as: 'lead', at: ['/incidents', '/incidents?severity=critical'] },
  '/incidents/open': { as: 'lead', at: ['/incidents/open'] },
  '/incidents/$incident': {
    as: 'lead',
    at: ['', '?panel=edit', '?panel=awareness', '?panel=members'].map((panel) => `/incidents/incident${panel}`),
  },
  '/incidents/$incident/clocks': { as: 'lead', at: ['/incidents/incident/clocks'] },
  '/incidents/$incident/first-hour': { as: 'lead', at: ['/incidents/incident/first-hour'] },
  '/incidents/$incident/report': { as: 'lead', at: ['/incidents/incident/report'] },
  '/incidents/$incident/hand-in': { as: 'lead', at: ['/incidents/incident/hand-in'] },
  '/incidents/$incident/evidence': {
    as: 'lead',
    at: ['', '?item=item', '?item=item&file=0', '?searched=sealedOff'].map((of) => `/incidents/incident/evidence${of}`),
  },
  '/incidents/$incident/log': { as: 'lead', at: ['/incidents/incident/log', '/incidents/incident/log?entry=1'] },
  '/incidents/$incident/impact': { as: 'lead', at: ['/incidents/incident/impact'] },
  '/incidents/$incident/impact/files': {
    as: 'lead',
    at: ['', '?open=item.0', '?reason=wrong-password'].map((of) => `/incidents/incident/impact/files${of}`),
  },
  '/incidents/$incident/impact/persons': {
    as: 'lead',
    at: ['', '?person=1', '?country=unknown'].map((of) => `/incidents/incident/impact/persons${of}`),
  },
  '/incidents/$incident/impact/doubts': { as: 'lead', at: ['/incidents/incident/impact/doubts'] },
};

const addressOf = (address: string): string =>
  address.replace('/incidents/incident', `/incidents/${incident}`).replace(/\bitem(?=[.&]|$)(?!=)/, item);

/** The cookie of somebody who has a session and not yet their rights. */
async function cookieOf(as: 'half' | 'new'): Promise<string> {
  const member = await joinAs(box.server, `Somebody ${as} ${box.server.desk.now()}`);
  const { mail, password } = member;
  if (as === 'new') {
    const by = { session: await box.server.session('admin') };
    const body = { name: 'Newcomer', mail: `new${member.id}@desk.example`, installationRole: 'none' } as const;
    const { answer } = await box.server.ask(identityContract.invitePerson, { body }, by);
    const joined = await box.server.ask(identityContract.joinPeople, { body: { token: answer.token, password } });
    return String(joined.headers['set-cookie']);
  }
  const signedIn = await box.server.ask(identityContract.openSessionOperation, { body: { mail, password } });
  return String(signedIn.headers['set-cookie']);
}

async function go(address: string, as: Visits['as']): Promise<Page> {
  if (as !== 'half' && as !== 'new') return box.open(address, as === undefined ? {} : { as });
  const page = await box.open('/sign-in');
  const value = /__Host-cofferdam=([^;]+)/.exec(await cookieOf(as))?.[1] ?? '';
  const url = box.base.replace('http:', 'https:');
  await page.context().addCookies([{ name: '__Host-cofferdam', secure: true, sameSite: 'Strict', value, url }]);
  await page.goto(box.base + address);
  return page;
}

test('every route is looked at here: who adds one adds it to the table', () => {
  const router = readFileSync(join(import.meta.dirname, '../../web/app/router.tsx'), 'utf8');
  expect(routesOf(router)).toEqual(Object.keys(visits).toSorted());
});

test('a word that is cut off is found, and so is what reaches over the edge', async () => {
  const page = await box.open('/sign-in');
  await page.getByRole('heading', { level: 1 }).waitFor();
  for (const [style, found] of [
    ['overflow: hidden; white-space: nowrap; width: 40px', /cut/],
    ['width: 700px', /beyond the edge/],
  ] as const) {
    await page.evaluate(`document.body.insertAdjacentHTML('beforeend', '<p id="planted">words without an end</p>');
      document.getElementById('planted').style.cssText = '${style}'`);
    await expect(expectNothingLost(page)).rejects.toThrow(found);
    await page.evaluate(`document.getElementById('planted').remove()`);
  }
});

const all = Object.entries(visits).flatMap(([, { as, at }]) => at.map((address) => [address, as] as const));

test.each(all)('%s as %s: nothing for axe, nothing lost at double zoom or at 360 px', async (address, as) => {
  const page = await go(addressOf(address), as);
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  await page.locator('.mantine-Skeleton-root').first().waitFor({ state: 'detached' });
  // Whoever is led away from a page has not looked at it.
  expect(new URL(page.url()).pathname).toBe(new URL(addressOf(address), box.base).pathname);
  await expectNoAxe(page);
  await expectNothingLost(page);
});
