import type { Page } from 'playwright-core';

/** What is done on a page before it is taken. */
type Move = (page: Page) => Promise<void>;

export const pressed =
  (name: string): Move =>
  (page) =>
    page.getByRole('button', { name }).first().click();

/** The first item whose row reads so. */
export const openItem =
  (name: RegExp): Move =>
  async (page) => {
    await page.getByRole('row', { name }).first().click();
    await page.getByRole('dialog').waitFor();
  };

export const openFile: Move = async (page) => {
  await page.getByRole('row').nth(1).click();
  await page.getByRole('dialog').waitFor();
};

export const openPreview: Move = async (page) => {
  await openItem(/\.csv/)(page);
  await page
    .getByRole('button', { name: /^Look at the text of/ })
    .first()
    .click();
  await page.getByRole('button', { name: 'Show the text' }).waitFor();
};

export const openText: Move = async (page) => {
  await openPreview(page);
  const reason = page.getByRole('dialog').getByLabel(/why/i);
  if ((await reason.count()) > 0) await reason.first().fill('To see whose list it is');
  await page.getByRole('button', { name: 'Show the text' }).click();
  await page.getByRole('region', { name: 'Text, masked' }).waitFor();
};

export const reveal: Move = async (page) => {
  const panel = page.getByRole('dialog');
  await panel.getByRole('button', { name: 'Reveal' }).click();
  await panel.getByLabel('Why do you have to know?').fill('The person called and asks what is known about her');
  await panel.getByRole('button', { name: 'Reveal' }).click();
  await panel.getByRole('link', { name: 'Where the first record is' }).waitFor();
};
