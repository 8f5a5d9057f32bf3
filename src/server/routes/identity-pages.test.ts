import { createHash } from 'node:crypto';
import { Writable } from 'node:stream';
import { parseDocument } from 'htmlparser2';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { originOf, prepareSetUp } from '#platform/auth';
import {
  addMember,
  callerOf,
  enrol,
  type Member,
  nextCode,
  openTestIdentity,
  passwordOf,
  signInFully,
  type TestIdentity,
  visitorFrom,
} from '../../platform/auth/testing/identity.ts';
import { reset } from '../../platform/auth/people/reset.ts';
import { signIn } from '../../platform/auth/sessions/sign-in.ts';
import { openRefusals } from '../api/index.ts';
import { createHttp } from '../http.ts';
import { html } from '../pages/html.ts';
import { registerPages } from '../pages/index.ts';

let box: TestIdentity;
let http: Awaited<ReturnType<typeof createHttp>>['http'];
let logged = '';
const name = '__Host-cofferdam';
const cookie = { name, options: { path: '/', httpOnly: true, secure: true, sameSite: 'strict' } } as const;

beforeAll(async () => {
  box = await openTestIdentity();
  const log = new Writable({
    write(chunk, _encoding, done) {
      logged += String(chunk);
      done();
    },
  });
  ({ http } = await createHttp({ logLevel: 'debug', log, ready: async () => undefined }));
  http.post('/v1/thing', async () => ({ ok: true }));
  await registerPages(http, {
    identity: box.identity,
    saveRecovery: async (file) => void box.recoveryFiles.push(file),
    refusals: openRefusals({ pool: box.identity.pool, now: box.identity.now, onLost: () => undefined }),
    originOf: (address) => originOf(box.identity.master, address),
    cookie,
  });
});
afterAll(async () => {
  await http.close();
  await box.close();
});

type Node = ReturnType<typeof parseDocument>['children'][number];
interface Element {
  readonly name: string;
  readonly attribs: Readonly<Record<string, string>>;
  readonly text: string;
}

/** A browser as far as forms go: it keeps the cookie, and sends what a form has. */
function openBrowser(session?: string) {
  let token = session;
  const ask = async (path: string, typed?: Record<string, string>, headers: Record<string, string> = {}) => {
    const answer = await http.inject({
      method: typed === undefined ? 'GET' : 'POST',
      url: path,
      headers: {
        'sec-fetch-site': 'same-origin',
        ...(token !== undefined && { cookie: `${name}=${token}` }),
        ...(typed !== undefined && { 'content-type': 'application/x-www-form-urlencoded' }),
        ...headers,
      },
      ...(typed !== undefined && { payload: new URLSearchParams(typed).toString() }),
    });
    const set = answer.cookies.find((one) => one.name === name);
    if (set !== undefined) token = set.value === '' ? undefined : set.value;
    return { status: answer.statusCode, to: answer.headers['location'], body: answer.body, headers: answer.headers };
  };
  return { ask, token: () => token };
}

function elementsOf(body: string): Element[] {
  const found: Element[] = [];
  const textOf = (node: Node): string =>
    'data' in node ? node.data : 'children' in node ? node.children.map(textOf).join('') : '';
  const walk = (nodes: readonly Node[]): void => {
    for (const node of nodes) {
      if (!('attribs' in node)) continue;
      found.push({ name: node.name, attribs: node.attribs, text: textOf(node) });
      walk(node.children);
    }
  };
  walk(parseDocument(body).children);
  return found;
}

const preOf = (body: string): string[] =>
  elementsOf(body)
    .filter((one) => one.name === 'pre')
    .map((one) => one.text);

/** What every page must be, for eyes, ears and keyboards, and for the policy it is sent with. */
function expectSound(answer: { readonly body: string; readonly headers: Record<string, unknown> }): void {
  const elements = elementsOf(answer.body);
  const named = (tag: string): Element[] => elements.filter((one) => one.name === tag);
  expect(named('html')[0]?.attribs['lang']).toBe('en');
  expect(named('h1')).toHaveLength(1);
  expect(named('title')[0]?.text).toContain(named('h1')[0]?.text);
  const labelled = new Set(named('label').map((one) => one.attribs['for']));
  const ids = elements.flatMap((one) => one.attribs['id'] ?? []);
  expect(new Set(ids).size).toBe(ids.length);
  for (const { attribs } of named('input').filter((one) => one.attribs['type'] !== 'hidden')) {
    expect(labelled).toContain(attribs['id']);
    expect(attribs).toHaveProperty('autocomplete');
    for (const id of (attribs['aria-describedby'] ?? '').split(' ').filter((one) => one !== ''))
      expect(ids).toContain(id);
  }
  expect(elements.filter((one) => 'autofocus' in one.attribs).length).toBeLessThanOrEqual(1);
  expect(named('script')).toEqual([]);
  expect(elements.flatMap((one) => Object.keys(one.attribs)).filter((one) => /^on|^style$/.test(one))).toEqual([]);
  expect(elements.flatMap((one) => one.attribs['src'] ?? [])).toEqual([]);
  const policy = String(answer.headers['content-security-policy']);
  const hash = createHash('sha256')
    .update(named('style')[0]?.text ?? '')
    .digest('base64');
  expect(policy).toContain(`style-src 'sha256-${hash}'`);
  expect(policy).toMatch(/^default-src 'none';/);
  expect(policy).not.toContain('unsafe');
  expect(answer.headers['cache-control']).toBe('no-store');
}

test('what is put into a page is text there', () => {
  const evil = `"><script>alert('1')</script>&`;
  expect(html`<a title="${evil}">${[evil]}${undefined}${html`<b>${1}</b>`}</a>`.html).toBe(
    '<a title="&quot;&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&amp;">&quot;&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&amp;<b>1</b></a>',
  );
});

describe('from an empty installation to a colleague who signs in', () => {
  const mail = 'ada@desk.example';
  const password = passwordOf(mail);
  const name = `<b onload="x">Ada</b>`;
  const browser = openBrowser();
  let member: Member;

  test('every page leads to the set-up', async () => {
    for (const path of ['/', '/sign-in', '/sessions', '/join']) {
      expect(await openBrowser().ask(path)).toMatchObject({ status: 303, to: '/set-up' });
    }
    const page = await browser.ask('/set-up');
    expect(page.status).toBe(200);
    expectSound(page);
  });

  test('a form with a mistake comes back with what was typed but for secrets, and says first what is wrong', async () => {
    const answer = await browser.ask('/set-up', { code: 'AAAA', name, mail, password });
    expect(answer.status).toBe(403);
    expectSound(answer);
    const elements = elementsOf(answer.body);
    expect(elements.find((one) => one.attribs['role'] === 'alert')?.text).toContain('set-up code');
    expect(elements.find((one) => one.name === 'title')?.text).toMatch(/^Error: /);
    expect(elements.find((one) => one.attribs['id'] === 'name')?.attribs['value']).toBe(name);
    expect(answer.body).not.toContain(password);
    expect((await browser.ask('/set-up', { code: 'AAAA', name, mail: 'no mail', password })).status).toBe(400);
    expect((await browser.ask('/set-up', {})).status).toBe(400);
  });

  test('the set-up shows the halves, then an app is enrolled', async () => {
    const code = (await prepareSetUp(box.identity)) ?? '';
    const done = await browser.ask('/set-up', { code, name, mail, password });
    expect(done.status).toBe(200);
    expectSound(done);
    expect(preOf(done.body).map((half) => half.split('\n').length)).toEqual([4, 4]);
    expect(await browser.ask('/')).toMatchObject({ status: 303, to: '/enrol' });
    expectSound(await browser.ask('/enrol'));
    const begun = await browser.ask('/enrol', {});
    expectSound(begun);
    expect(elementsOf(begun.body).find((one) => one.attribs['href']?.startsWith('otpauth://totp/'))).toBeDefined();
    const wrong = await browser.ask('/enrol/confirm', { code: '000000' });
    expect(wrong.status).toBe(403);
    expectSound(wrong);
    const [secret = ''] = preOf(begun.body);
    const bits = [...secret.replaceAll(' ', '')]
      .map((one) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(one).toString(2).padStart(5, '0'))
      .join('');
    const bytes = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
    const confirmed = await browser.ask('/enrol/confirm', { code: nextCode(box, bytes) });
    expect(confirmed.status).toBe(200);
    expectSound(confirmed);
    const recoveryCodes = preOf(confirmed.body)[0]?.split('\n') ?? [];
    expect(recoveryCodes).toHaveLength(10);
    expect(await browser.ask('/')).toMatchObject({ status: 303, to: '/sessions' });
    const { person } = await callerOf(box, browser.token() ?? '');
    member = { id: person, mail, password, secret: bytes, recoveryCodes, token: browser.token() ?? '' };
  });

  test('sessions are listed, a name is text, and another one is ended', async () => {
    const other = await signInFully(box, member);
    const page = await browser.ask('/sessions');
    expectSound(page);
    expect(page.body).toContain('&lt;b onload=');
    const elements = elementsOf(page.body);
    const session = elements.find((one) => one.attribs['name'] === 'session')?.attribs['value'] ?? '';
    expect((await browser.ask('/sessions', { session: 'x' })).status).toBe(404);
    expect(await browser.ask('/sessions', { session })).toMatchObject({ status: 303, to: '/sessions' });
    await expect(callerOf(box, other)).rejects.toMatchObject({ code: 'not-signed-in' });
    expect(await browser.ask('/sign-out', {})).toMatchObject({ status: 303, to: '/sign-in' });
    expect(browser.token()).toBeUndefined();
  });

  test('signing in asks for a password, then a code, or a recovery code', async () => {
    for (const factor of [(): string => nextCode(box, member.secret), (): string => member.recoveryCodes[0] ?? '']) {
      const wrong = await browser.ask('/sign-in', { mail, password: 'wrong wrong wrong' });
      expect(wrong.status).toBe(401);
      expectSound(wrong);
      expect(await browser.ask('/sign-in', { mail, password })).toMatchObject({ status: 303, to: '/' });
      expect(await browser.ask('/')).toMatchObject({ to: '/second-factor' });
      expectSound(await browser.ask('/second-factor'));
      expect((await browser.ask('/second-factor', { code: '12' })).status).toBe(403);
      expect(await browser.ask('/second-factor', { code: factor() })).toMatchObject({ status: 303, to: '/' });
      expect(await browser.ask('/')).toMatchObject({ to: '/sessions' });
      await browser.ask('/sign-out', {});
    }
  });

  test('somebody joins; after a reset he sets anew what was reset', async () => {
    expectSound(await openBrowser().ask('/join'));
    const dead = await openBrowser().ask('/join', { token: 'x', password });
    expect([dead.status, dead.body]).toEqual([410, expect.stringContaining('role="alert"')]);
    const colleague = await addMember(box, member, 'colleague@desk.example');
    const asAdmin = await callerOf(box, await signInFully(box, member));
    const { token } = await reset(box.identity, asAdmin, { person: colleague.id, what: 'second-factor' });
    const waiting = openBrowser((await signIn(box.identity, colleague, visitorFrom(box))).token);
    expect(await waiting.ask('/')).toMatchObject({ to: '/reset' });
    expectSound(await waiting.ask('/reset'));
    expect(await waiting.ask('/reset', { token: ` ${token}\n`, password: colleague.password })).toMatchObject({
      to: '/',
    });
    expect(await waiting.ask('/')).toMatchObject({ to: '/enrol' });
    await enrol(box, { ...colleague, token: waiting.token() ?? '' });
  });

  test('whoever was reset is told by whom and when, first of all', async () => {
    const owner = await addMember(box, member, 'told@desk.example');
    const asAdmin = await callerOf(box, await signInFully(box, member));
    const { token } = await reset(box.identity, asAdmin, { person: owner.id, what: 'both' });
    const told = openBrowser();
    await told.ask('/reset', { token, password: owner.password });
    expect(await told.ask('/')).toMatchObject({ to: '/enrol' });
    const { token: whole } = await enrol(box, { ...owner, token: told.token() ?? '' });
    for (const path of ['/', '/sessions']) {
      const page = await openBrowser(whole).ask(path);
      expectSound(page);
      expect(page.body).toContain(
        'Your password and your authenticator app were reset by &lt;b onload=&quot;x&quot;&gt;Ada&lt;/b&gt; on 2026-01-',
      );
    }
  });

  test('another app takes a code of the one there is', async () => {
    const asked = openBrowser(await signInFully(box, member));
    expectSound(await asked.ask('/enrol'));
    expect((await asked.ask('/enrol', {})).status).toBe(400);
    const wrong = await asked.ask('/enrol', { code: '000000' });
    expect([wrong.status, preOf(wrong.body)]).toEqual([403, []]);
    expectSound(wrong);
    const begun = await asked.ask('/enrol', { code: nextCode(box, member.secret) });
    expectSound(begun);
    expect(preOf(begun.body)).toHaveLength(2);
    expectSound(await asked.ask('/enrol/confirm', { code: '000000' }));
    expect((await asked.ask('/enrol/confirm', { code: 'no code' })).status).toBe(400);
  });

  test('a new password takes the old one, and ends the other sessions', async () => {
    const owner = await addMember(box, member, 'changes@desk.example');
    const [own, other] = [openBrowser(await signInFully(box, owner)), openBrowser(await signInFully(box, owner))];
    expectSound(await own.ask('/password'));
    const anew = passwordOf('anew');
    const wrong = await own.ask('/password', { old: 'wrong wrong wrong', password: anew });
    expect([wrong.status, wrong.body.includes(anew)]).toEqual([403, false]);
    expectSound(wrong);
    expect((await own.ask('/password', { old: owner.password, password: 'short' })).status).toBe(400);
    expect(await own.ask('/password', { old: owner.password, password: anew })).toMatchObject({ to: '/sessions' });
    expect((await own.ask('/sessions')).status).toBe(200);
    expect(await other.ask('/sessions')).toMatchObject({ to: '/sign-in' });
  });

  test('what is longer than the API takes is refused before anything is hashed or looked up', async () => {
    const half = (await signIn(box.identity, member, visitorFrom(box))).token;
    const whole = await signInFully(box, member);
    const long = 'x'.repeat(1025);
    const table: [string, string | undefined, Record<string, string>][] = [
      ['/sign-in', undefined, { mail, password: long }],
      ['/sign-in', undefined, { mail: `${'x'.repeat(255)}@desk.example`, password }],
      ['/sign-in', undefined, { mail: '', password }],
      ['/join', undefined, { token: 'x'.repeat(201), password }],
      ['/join', undefined, { token: 'x', password: long }],
      ['/reset', undefined, { token: '', password }],
      ['/second-factor', half, { code: 'A'.repeat(65) }],
      ['/enrol/confirm', half, { code: '1234567' }],
      ['/password', whole, { old: long, password }],
    ];
    for (const [path, session, typed] of table) {
      const answer = await openBrowser(session).ask(path, typed);
      expect([path, answer.status]).toEqual([path, 400]);
    }
  });

  test('where nobody is signed in, or not fully, a page leads to where he gets that', async () => {
    const half = (await signIn(box.identity, member, visitorFrom(box))).token;
    const table: [string, string | undefined, string][] = [
      ['/', undefined, '/sign-in'],
      ['/sessions', undefined, '/sign-in'],
      ['/enrol', undefined, '/sign-in'],
      ['/second-factor', undefined, '/sign-in'],
      ['/sessions', half, '/'],
      ['/', half, '/second-factor'],
      ['/set-up', undefined, '/'],
    ];
    for (const [path, session, to] of table) {
      expect([path, await openBrowser(session).ask(path)]).toEqual([
        path,
        expect.objectContaining({ status: 303, to }),
      ]);
    }
    for (const path of ['/sessions', '/enrol', '/enrol/confirm', '/second-factor', '/sign-out']) {
      expect(await openBrowser().ask(path, { code: '123456' })).toMatchObject({ status: 303, to: '/sign-in' });
    }
    expect((await openBrowser(half).ask('/enrol', {})).status).toBe(403);
  });

  test('a form of another site does nothing, nor does a form sent to the API', async () => {
    const token = await signInFully(box, member);
    const other = { 'sec-fetch-site': 'cross-site' };
    expect((await openBrowser(token).ask('/sign-out', {}, other)).to).toBe('/');
    expect((await openBrowser().ask('/sign-in', { mail, password }, other)).status).toBe(403);
    await callerOf(box, token);
    const posted = await openBrowser(token).ask('/v1/thing', { a: 'b' });
    expect(posted.status).toBe(415);
    expect((await openBrowser().ask('/sign-in', { mail: 'x'.repeat(20_000), password })).status).toBe(413);
  });

  test('the log of the server holds nothing of what was typed', () => {
    for (const secret of [password, mail, member.token, ...member.recoveryCodes]) expect(logged).not.toContain(secret);
  });
});
