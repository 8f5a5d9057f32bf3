import type { Studio } from './studio.ts';

/** Bytes that get through in a second while it is taken. */
const rate = 400_000;

/** Hands a file in over a slow line, takes it on the way, and ends it. */
export async function takeRunning(studio: Studio, session: string, incident: string): Promise<void> {
  const page = await studio.open(session);
  await studio.visit(page, `/incidents/${incident}/hand-in`);
  const line = await page.context().newCDPSession(page);
  await line.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 20,
    downloadThroughput: -1,
    uploadThroughput: rate,
  });
  const files = ['customers-2025.csv', 'staff-list.csv'].map((name) => ({
    name,
    mimeType: 'text/csv',
    buffer: Buffer.alloc(12_000_000, 'name,mail\nNobody,nobody@desk.example\n'),
  }));
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Choose files' }).click();
  await (await chooser).setFiles(files);
  await studio.take(page, 'hand-in-chosen', 'Hand in: files are chosen');
  await page.getByRole('button', { name: /^Hand in 2 files/ }).click();
  await page.getByRole('list', { name: 'Files' }).waitFor();
  await page
    .getByText(/· .+ left/)
    .first()
    .waitFor();
  await studio.take(page, 'hand-in-running', 'Hand in: on the way');
  for (const { name } of files) {
    await page.getByRole('button', { name: `Cancel ${name}` }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Discard' }).click();
  }
  await page.getByRole('list', { name: 'Files' }).waitFor({ state: 'detached' });
  await page.context().close();
}
