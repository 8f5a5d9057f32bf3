import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { verifyExport, type Report } from '#platform/audit';
import { openTestDesk, openTestIncident, type TestDesk } from '../../../respond/testing/desk.ts';
import { asked, work } from '../testing/desk.ts';
import { exportLog } from './export.ts';
import { showLogHead } from './head.ts';

let on: TestDesk;
let incidents: string[];
beforeAll(async () => {
  on = await openTestDesk();
  incidents = [await openTestIncident(on), await openTestIncident(on)];
  for (const incident of incidents) await work(on, incident, 9);
});
afterAll(() => on.close());

const exported = async (recipient?: string): Promise<string> =>
  (await Array.fromAsync(await exportLog(on.desk, asked(on, 'auditor'), { recipient }))).join('');
const verified = (text: string, head?: string, publicKey?: string): Promise<Report> =>
  verifyExport(new Blob([text]).stream() as AsyncIterable<Uint8Array>, { head, publicKey });

test('an export out of the database is whole, signed, and ends with the entry that it was made', async () => {
  const text = await exported('The supervisory authority');
  const { publicKey } = await showLogHead(on.desk, asked(on, 'lead'));
  const report = await verified(text, undefined, publicKey);
  expect(report).toMatchObject({ verdict: 'whole', incidents: 2, checkpoints: 1, breaks: [], notices: [] });
  expect(report.askedKey?.seq).toBe((report.head?.seq ?? 0) - 2);
  const lines = text.trimEnd().split('\n');
  expect(lines.at(-2)).toContain('"log-exported"');
  expect(text).not.toContain('supervisory');
});

test('a head noted earlier is found in what is exported later, and the hash of nothing is not', async () => {
  const { head, signed } = await showLogHead(on.desk, asked(on, 'analyst'));
  await work(on, incidents[0] ?? '', 3);
  const text = await exported();
  expect(await verified(text, head.hash)).toMatchObject({
    verdict: 'whole',
    askedHead: { seq: head.seq, after: 3 + 2 },
  });
  expect(await verified(text, signed?.checkpoint.hash)).toMatchObject({ verdict: 'whole' });
  const none = createHash('sha256').update('another history').digest('hex');
  expect(await verified(text, none)).toMatchObject({ verdict: 'broken', breaks: [{ kind: 'head-absent' }] });
});

test('it is read in batches, without a gap and in order', async () => {
  await work(on, incidents[1] ?? '', 600);
  const report = await verified(await exported());
  expect(report).toMatchObject({ verdict: 'whole', breaks: [] });
  expect(report.entries).toBeGreaterThan(1200);
});

test('what somebody with the rights of the owner changed in the database is told by the verifier', async () => {
  const { owner } = on.database;
  const change = (from: string, to: string): Promise<unknown> =>
    owner.query('update cofferdam.log_entry set body = replace(body, $1, $2) where chain = $3 and seq = 2', [
      from,
      to,
      incidents[0],
    ]);
  await change('"kind":"person"', '"kind":"key"');
  expect(await verified(await exported())).toMatchObject({
    verdict: 'broken',
    breaks: [{ kind: 'entry-changed', chain: incidents[0], seq: 2 }],
  });
  await change('"kind":"key"', '"kind":"person"');
  expect(await verified(await exported())).toMatchObject({ verdict: 'whole' });
  await change('{', '{ ');
  await expect(exported()).rejects.toMatchObject({ code: 'log-damaged' });
  await change('{ ', '{');
});

test.each(['admin', 'lead', 'analyst', 'stranger'] as const)('%s exports nothing', async (name) => {
  await expect(exportLog(on.desk, asked(on, name), {})).rejects.toMatchObject({ code: 'role-lacking' });
});

test('an auditor who is none any more gets no further', async () => {
  const pieces = await exportLog(on.desk, asked(on, 'auditor'), {});
  const { owner } = on.database;
  await owner.query(`update cofferdam.person set disabled_at = now() where name = 'auditor'`);
  await expect(Array.fromAsync(pieces)).rejects.toMatchObject({ code: 'role-lacking' });
  await owner.query(`update cofferdam.person set disabled_at = null where name = 'auditor'`);
});
