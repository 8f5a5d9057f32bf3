import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { identityContract as contract } from '#platform/auth';
import {
  enrol,
  expectNoAxe,
  expectNothingLost,
  joinAs,
  type Member,
  openTestBrowser,
  type TestBrowser,
} from './testing/index.ts';

let box: TestBrowser;
beforeAll(async () => {
  box = await openTestBrowser();
});
afterAll(() => box.close());

const isInside = (url: URL): boolean => url.pathname === '/' || url.pathname === '/incidents';
const field = (page: Page, name: string) => page.getByRole('textbox', { name });

/** The two pages of a sign-in, as whoever uses a mouse goes through them. */
async function signIn(page: Page, { mail, password, app }: Member): Promise<void> {
  await field(page, 'Mail address').fill(mail);
  await field(page, 'Password').fill(password);
  await page.getByRole('button', { name: 'Go on' }).click();
  await page.waitForURL('**/second-factor*');
  await field(page, 'Code of your authenticator app').fill(app.next());
  await page.getByRole('button', { name: 'Sign in' }).click();
}

async function enrolHere(page: Page): Promise<Member['app']> {
  const app = await enrol(page, box.server.desk.now);
  await page.waitForURL(isInside);
  return app;
}

describe('signing in', () => {
  test('a wrong password says so and keeps the mail address; the right one and a code lead to where one wanted to go', async () => {
    const ida = await joinAs(box.server, 'Ida Inspector');
    const page = await box.open('/people');
    await page.waitForURL('**/sign-in?to=*');
    await field(page, 'Mail address').waitFor();
    await expectNoAxe(page);
    await field(page, 'Mail address').fill(ida.mail);
    await field(page, 'Password').fill('not the right one');
    await page.getByRole('button', { name: 'Go on' }).click();
    await page.getByRole('alert').getByText('sign-in-refused').waitFor();
    await expectNoAxe(page);
    expect(await field(page, 'Mail address').inputValue()).toBe(ida.mail);
    await signIn(page, ida);
    await page.waitForURL('**/people');
    await page.getByRole('cell', { name: ida.mail }).waitFor();
    await page.getByRole('button', { name: ida.name }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.waitForURL('**/sign-in');
    await page.goBack();
    await page.waitForURL('**/sign-in*');
    expect(await page.getByText(ida.mail).count()).toBe(0);
  });

  test('by the keyboard alone, with a focus that is seen', async () => {
    const ken = await joinAs(box.server, 'Ken Keys');
    const page = await box.open('/sign-in');
    await field(page, 'Mail address').waitFor();
    const press = async (...keys: readonly string[]): Promise<void> => {
      for (const key of keys) await page.keyboard.press(key);
    };
    await page.keyboard.type(ken.mail);
    await press('Tab');
    await page.keyboard.type(ken.password);
    await press('Tab');
    const outline = await page.evaluate<string>('getComputedStyle(document.activeElement).outlineStyle');
    expect(outline).not.toBe('none');
    await field(page, 'Password').focus();
    await press('Enter');
    await page.waitForURL('**/second-factor*');
    await field(page, 'Code of your authenticator app').waitFor();
    await page.keyboard.type(ken.app.next());
    await press('Enter');
    await page.waitForURL(isInside);
    // On a page that is opened, the first stop leads past the rail.
    await page.reload();
    await page.getByRole('heading', { level: 1 }).waitFor();
    await press('Tab');
    expect(await page.evaluate<string>('document.activeElement.textContent')).toBe('Skip to the page');
  });

  test('a recovery code signs in once', async () => {
    const rosa = await joinAs(box.server, 'Rosa Recovery');
    const [code = ''] = rosa.recoveryCodes;
    for (const expected of ['in', 'refused'] as const) {
      const page = await box.open('/sign-in');
      await signIn(page, { ...rosa, app: { next: () => code.toLowerCase() } });
      if (expected === 'in') await page.waitForURL(isInside);
      else await page.getByRole('alert').getByText('second-factor-wrong').waitFor();
    }
  });

  test('an address that tried too often is told so, and for how long it may take', async () => {
    const wrong = { body: { mail: 'nobody@desk.example', password: 'not the right one' } };
    for (let tries = 0; tries < 50; tries += 1) await box.server.ask(contract.openSessionOperation, wrong);
    const page = await box.open('/sign-in');
    await field(page, 'Mail address').fill('nobody@desk.example');
    await field(page, 'Password').fill('not the right one');
    await page.getByRole('button', { name: 'Go on' }).click();
    await page.getByRole('alert').getByText('too-many-tries').waitFor();
    box.server.wait(16 * 60_000);
  });

  test('an address of another site is not followed', async () => {
    const olga = await joinAs(box.server, 'Olga Other');
    const page = await box.open('/sign-in?to=//elsewhere.example/');
    await signIn(page, olga);
    await page.waitForURL(isInside);
    expect(new URL(page.url()).origin).toBe(box.base);
  });
});

describe('an admin lets people in', () => {
  test('invited, joined, reset: the code is shown once, and whoever was reset is told by whom', async () => {
    const admin = await box.open('/people', { as: 'admin' });
    await admin.getByRole('button', { name: 'Invite somebody' }).click();
    const panel = admin.getByRole('dialog');
    await panel.getByLabel('Name', { exact: true }).fill('Jo Joiner');
    await panel.getByLabel('Mail address').fill('jo@desk.example');
    await expectNoAxe(admin);
    await panel.getByRole('button', { name: 'Invite' }).click();
    const invitation = (await panel.locator('pre').first().textContent()) ?? '';
    await expectNoAxe(admin);
    await panel.getByRole('button', { name: 'Done' }).click();
    await admin
      .getByRole('row', { name: /Jo Joiner/ })
      .getByText('Invited')
      .waitFor();
    expect(await admin.content()).not.toContain(invitation);

    const page = await box.open('/join');
    await field(page, 'Code of your invitation').waitFor();
    await expectNoAxe(page);
    await field(page, 'Code of your invitation').fill(invitation);
    await field(page, 'Password').fill('short');
    await page.getByRole('button', { name: 'Join' }).click();
    await page.getByRole('alert').getByText('password-weak').waitFor();
    await field(page, 'Password').fill('a good long password');
    await page.getByRole('button', { name: 'Join' }).click();
    await page.waitForURL('**/enrol');
    await enrolHere(page);

    await admin.reload();
    await admin
      .getByRole('row', { name: /Jo Joiner/ })
      .getByText('Joined')
      .waitFor();
    await admin.getByRole('button', { name: 'Manage Jo Joiner' }).click();
    await panel.getByLabel('Both').check();
    await expectNoAxe(admin);
    await panel.getByRole('button', { name: 'Reset', exact: true }).click();
    const code = (await panel.locator('pre').first().textContent()) ?? '';

    // The session in which Jo works ends with its next request.
    await page.goto(`${box.base}/incidents`);
    await page.waitForURL('**/sign-in*');
    await page.goto(`${box.base}/reset`);
    await field(page, 'Code from the admin').fill(code);
    await page.getByRole('textbox', { name: /^New password/ }).fill('another good long one');
    await page.getByRole('button', { name: 'Go on' }).click();
    await page.waitForURL('**/enrol');
    await enrolHere(page);
    await page.goto(`${box.base}/account`);
    await page.getByText('Your password and your authenticator app were reset by admin').waitFor();
    await expectNoAxe(page);

    await panel.getByRole('button', { name: 'Close' }).click();
    await admin.getByRole('button', { name: 'Manage Jo Joiner' }).click();
    await panel.getByLabel('Reason').fill('left the company');
    await panel.getByRole('button', { name: 'Shut Jo Joiner out' }).click();
    await admin
      .getByRole('row', { name: /Jo Joiner/ })
      .getByText('left the company')
      .waitFor();
    await page.reload();
    await page.waitForURL('**/sign-in*');
    expect(box.server.logged()).not.toContain(code);
    expect(box.server.logged()).not.toContain('another good long one');
  });

  test('whoever is no admin sees the people, and nothing that an admin may do', async () => {
    const page = await box.open('/people', { as: 'auditor' });
    await page.getByRole('cell', { name: 'lead@desk.example' }).waitFor();
    expect(await page.getByRole('button', { name: /^(Invite|Manage)/ }).count()).toBe(0);
    await expectNoAxe(page);
    await page.goto(`${box.base}/welcome`);
    await page.waitForURL(isInside);
  });
});

describe('one’s own account', () => {
  test('another session is ended, a new password set, another app enrolled, a key made and ended', async () => {
    const mia = await joinAs(box.server, 'Mia Member');
    const elsewhere = await box.open('/sign-in');
    await signIn(elsewhere, mia);
    await elsewhere.waitForURL(isInside);
    box.server.wait(60_000);
    const page = await box.open('/sign-in?to=/account');
    await signIn(page, mia);
    await page.waitForURL('**/account');
    await page.getByText('This one').waitFor();
    await expectNoAxe(page);
    await expectNothingLost(page);
    const ends = page.getByRole('button', { name: /^End the session/ });
    const before = await ends.count();
    await ends.first().click();
    await expect.poll(() => ends.count()).toBe(before - 1);

    await field(page, 'Password you have').fill('not the one');
    await field(page, 'New password').fill('a wholly new password');
    await page.getByRole('button', { name: 'Set the new password' }).click();
    await page.getByRole('alert').getByText('password-wrong').waitFor();
    await field(page, 'Password you have').fill(mia.password);
    await page.getByRole('button', { name: 'Set the new password' }).click();
    await page.getByText('The new password counts from now on').waitFor();
    expect(await ends.count()).toBe(0);
    await elsewhere.reload();
    await elsewhere.waitForURL('**/sign-in*');

    box.server.wait(60_000);
    await page.getByRole('button', { name: 'Make a key' }).click();
    const panel = page.getByRole('dialog');
    await panel.getByLabel('Name', { exact: true }).fill('Nightly export');
    await panel.getByLabel('Read the log').check();
    await panel.getByLabel('Code of your authenticator app').fill(mia.app.next());
    await expectNoAxe(page);
    await panel.getByRole('button', { name: 'Make the key' }).click();
    const key = (await panel.locator('pre').textContent()) ?? '';
    expect(key).toMatch(/^cfd_/);
    const asked = await fetch(`${box.base}/v1/log/head`, { headers: { authorization: `Bearer ${key}` } });
    expect(asked.status).toBe(200);
    await panel.getByRole('button', { name: 'It is kept' }).click();
    await page.getByRole('button', { name: 'End the key Nightly export' }).click();
    await page.getByRole('cell', { name: 'Ended' }).waitFor();
    const ended = await fetch(`${box.base}/v1/log/head`, { headers: { authorization: `Bearer ${key}` } });
    expect(ended.status).toBe(401);

    box.server.wait(60_000);
    await page.getByRole('link', { name: 'Enrol another app' }).click();
    await field(page, 'Code of the app you have').waitFor();
    await expectNoAxe(page);
    await field(page, 'Code of the app you have').fill(mia.app.next());
    await enrolHere(page);
    await page.goto(`${box.base}/account`);
    await page.getByText('10 recovery codes are left.').waitFor();
  });

  test('times are shown in the zone that the reader chooses, here and after coming back', async () => {
    const page = await box.open('/account', { as: 'lead' });
    await page.getByRole('combobox', { name: 'Time zone' }).fill('Tokyo');
    await page.getByRole('option', { name: 'Asia/Tokyo' }).click();
    await page.locator('time', { hasText: 'GMT+9' }).first().waitFor();
    await page.reload();
    await page.locator('time', { hasText: 'GMT+9' }).first().waitFor();
  });
});
