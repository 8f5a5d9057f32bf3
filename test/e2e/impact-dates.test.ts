import { afterAll, beforeAll, expect, test } from 'vitest';
import { handInItem, settled, until } from '../../src/server/inspection/testing/evidence.ts';
import { openTestIncident } from '../../src/respond/testing/desk.ts';
import { expectNoAxe, expectNothingLost, openTestBrowser, type TestBrowser } from './testing/index.ts';

// When it was written: on the page of what was found, from a month to a day to the place in the file.

const names = ['Erika', 'Jonas', 'Amina', 'Ole'];

let box: TestBrowser;
let dated: string;
let undated: string;
beforeAll(async () => {
  box = await openTestBrowser({ jobs: 1 });
  const { server } = box;
  const members = [{ name: 'analyst', role: 'analyst' }] as const;
  dated = await openTestIncident(server, [...members]);
  undated = await openTestIncident(server, [...members]);
  const rows = ['2018-11-02', '2019-01-05', '2019-03-04', '2019-03-04'].map(
    (day, at) => `${names[at]} Muster,p${at}@kunde.example,${day}`,
  );
  const bytes = `name,email,created_at\n${rows.join('\n')}\n`;
  await handInItem(server, dated, { name: 'orders.csv', bytes });
  await handInItem(server, undated, { name: 'list.csv', bytes: 'name,email\nMaria Muster,maria@kunde.example\n' });
  await until(server, settled);
}, 300_000);
afterAll(() => box.close());

test('months without dates are drawn, and a day leads to the line of the file', async () => {
  const page = await box.open(`/incidents/${dated}/impact`, { as: 'analyst' });
  const section = page.getByRole('region', { name: 'When was it written?' });
  await section
    .getByRole('img', {
      name: 'Dates from November 2018 to March 2019, most in March 2019 (2 dates). The newest is 4 March 2019.',
    })
    .waitFor();
  await section.getByText('The same as a table').click();
  const table = section.getByRole('table');
  expect(await table.getByRole('row').allInnerTexts()).toEqual([
    expect.stringMatching(/^Month\s+Dates$/),
    expect.stringMatching(/^March 2019\s+2$/),
    expect.stringMatching(/^January 2019\s+1$/),
    expect.stringMatching(/^November 2018\s+1$/),
  ]);
  await section.getByText('4 March 2019 stands in 1 file').waitFor();
  await expectNoAxe(page);
  await expectNothingLost(page);

  await section.getByRole('link', { name: '2 November 2018' }).press('Enter');
  await page.waitForURL('**/impact?dated=events&day=2018-11-02');
  await section.getByText('2 November 2018 stands in 1 file').waitFor();
  await section.getByText('1 of that day, in the column “created at”. Line 2').waitFor();
  await section.getByRole('listitem').last().getByRole('link').click();
  await page.waitForURL('**/impact/files?open=*');
  await page.getByRole('dialog').waitFor();
  await page.goBack();
  await section.getByText('2 November 2018 stands in 1 file').waitFor();
});

test('where nothing is dated it says what to look for, and an address of nonsense is as none', async () => {
  const page = await box.open(`/incidents/${undated}/impact?dated=never&day=2019-02-31x`, { as: 'analyst' });
  const section = page.getByRole('region', { name: 'When was it written?' });
  await section.getByText(/No date that says when it was written was recognised in what was handed in/).waitFor();
  expect(await section.getByRole('img').count()).toBe(0);
  await expectNoAxe(page);
});
