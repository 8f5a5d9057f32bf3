import { describe, expect, test } from 'vitest';
import type { Act } from '../acts/index.ts';
import { changeLogKey, openLog, signCheckpoint, type SignedCheckpoint } from '../checkpoint.ts';
import { append, headOf, logChain, type Sealed } from '../entry.ts';
import { makeLogKey } from '../key.ts';
import { createChance } from '../testing/chance.ts';
import { exampleDeed, exampleOf } from '../testing/examples.ts';
import { linesOfExport, makeHistory } from '../testing/history.ts';
import { fileOf } from '../testing/mutations.ts';
import { verifyExport } from './index.ts';
import type { Asked } from './walk.ts';

const actor = { kind: 'person', id: createChance(1).uuid() } as const;

async function* cut(bytes: Buffer, size: number) {
  // The same memory each time, as a file stream may do.
  const piece = Buffer.alloc(size);
  for (let at = 0; at < bytes.length; at += size) yield piece.subarray(0, bytes.copy(piece, 0, at, at + size));
}

async function verified(items: readonly (Sealed | SignedCheckpoint)[], installation: string, asked?: Asked) {
  return verifyExport(cut(fileOf(await linesOfExport({ installation, items })), 1 << 16), asked);
}

/** A log that is made step by step. */
function startLog(seed: number, key = makeLogKey()) {
  const chance = createChance(seed);
  const installation = chance.uuid();
  let [now, inForce] = [Date.UTC(2026, 2, 29), key];
  const items: (Sealed | SignedCheckpoint)[] = [openLog({ at: now, actor }, { installation, admin: actor.id, key })];
  const entries = () => items.filter((item) => 'entry' in item);
  const head = () => headOf(entries().at(-1) ?? expect.fail('an empty log'));
  return {
    installation,
    items,
    head,
    entries,
    act: (type: Parameters<typeof exampleDeed>[0], later = 1000) => {
      now += later;
      items.push(append(head(), { at: now, actor, act: exampleDeed(type, chance) }));
    },
    checkpoint: (key = inForce) => {
      const { signed, entry } = signCheckpoint(head(), { installation, at: now, key });
      items.push(signed, entry);
    },
    changeKey: (to = makeLogKey(), from = inForce) => {
      items.push(changeLogKey(head(), { at: now, actor }, { installation, from, to }));
      inForce = to;
    },
  };
}

describe('a whole log', () => {
  test('has the same report, in whatever pieces it comes', async () => {
    const history = makeHistory(createChance(5), 30);
    const bytes = fileOf(await linesOfExport(history));
    const reports = [1, 2, 7, 64, 999, bytes.length].map((size) => verifyExport(cut(bytes, size)));
    const [first, ...others] = await Promise.all(reports);
    expect(first).toMatchObject({ verdict: 'whole', breaks: [], installation: history.installation });
    for (const other of others) expect(other).toEqual(first);
  });

  test('is counted, and names its head and what is signed', async () => {
    const log = startLog(1);
    log.act('person-joined');
    log.checkpoint();
    log.act('person-joined');
    const report = await verified(log.items, log.installation);
    const { seq, hash } = log.head();
    expect(report).toMatchObject({ entries: 4, checkpoints: 1, incidents: 0, head: { seq, hash }, signed: { seq: 2 } });
  });

  test('may have a clock that was set back, which is told but is no break', async () => {
    const log = startLog(2);
    log.act('person-joined', 7_200_000);
    log.act('person-joined', -3_600_000);
    log.act('person-joined');
    const { verdict, notices } = await verified(log.items, log.installation);
    expect(verdict).toBe('whole');
    expect(notices).toEqual([
      { kind: 'clock-back', line: 4, chain: 'log', seq: 3, what: expect.stringContaining('3600000 ms') },
    ]);
  });

  test('tells that it goes on from a backup', async () => {
    const log = startLog(3);
    log.act('backup-restored');
    expect((await verified(log.items, log.installation)).notices).toMatchObject([{ kind: 'backup-restored', line: 3 }]);
  });
});

describe('a head that was noted', () => {
  const log = startLog(4);
  for (let count = 0; count < 5; count += 1) log.act('session-opened');
  const hashes = log.entries().map(({ hash }) => hash);

  test.each(hashes.map((hash, index) => [index + 1, hash] as const))(
    'of entry %i is found, with what came after',
    async (seq, head) => {
      const { askedHead, verdict } = await verified(log.items, log.installation, { head });
      expect({ verdict, askedHead }).toEqual({
        verdict: 'whole',
        askedHead: { line: seq + 1, chain: logChain, seq, after: hashes.length - seq },
      });
    },
  );

  test('shows a cut tail, which nothing else can show', async () => {
    const items = log.items.slice(0, -1);
    expect((await verified(items, log.installation)).verdict).toBe('whole');
    const { breaks } = await verified(items, log.installation, { head: hashes.at(-1) });
    expect(breaks).toMatchObject([{ kind: 'head-absent', line: 7 }]);
  });

  test('of an incident is found in its chain', async () => {
    const { installation, items } = makeHistory(createChance(9), 25);
    const ofIncident = items.findLast((item) => 'entry' in item && item.entry.chain !== logChain);
    const sealed = ofIncident !== undefined && 'entry' in ofIncident ? ofIncident : expect.fail('no incident');
    const { askedHead } = await verified(items, installation, { head: sealed.hash });
    expect(askedHead).toMatchObject({ chain: sealed.entry.chain, seq: sealed.entry.seq });
    const link = items.findIndex((item) => item === sealed) + 1;
    const logAfter = items.slice(link + 1).filter((item) => 'entry' in item && item.entry.chain === logChain);
    expect(askedHead?.after).toBe(logAfter.length);
  });
});

describe('a key from elsewhere', () => {
  test('vouches for what it signed, and for what it handed over to', async () => {
    const key = makeLogKey();
    const log = startLog(5, key);
    log.checkpoint();
    log.changeKey();
    log.act('person-joined');
    log.checkpoint();
    const report = await verified(log.items, log.installation, { publicKey: key.publicKey });
    expect(report).toMatchObject({ verdict: 'whole', askedKey: { seq: 4 }, signed: { seq: 4 } });
  });

  test('shows a log that was written anew under another', async () => {
    const [genuine, forged] = [makeLogKey(), startLog(6)];
    forged.act('person-joined');
    forged.checkpoint();
    expect((await verified(forged.items, forged.installation)).verdict).toBe('whole');
    const { breaks } = await verified(forged.items, forged.installation, { publicKey: genuine.publicKey });
    expect(breaks).toMatchObject([{ kind: 'key-unused' }]);
  });

  test('vouches for nothing where a forger merely names it after a key of his own', async () => {
    const [genuine, his] = [makeLogKey(), makeLogKey()];
    const forged = startLog(7, his);
    forged.checkpoint();
    forged.changeKey(genuine);
    const named = await verified(forged.items, forged.installation, { publicKey: genuine.publicKey });
    expect(named.breaks).toMatchObject([{ kind: 'key-unused' }]);
    forged.changeKey(his, his);
    forged.checkpoint();
    const { breaks } = await verified(forged.items, forged.installation, { publicKey: genuine.publicKey });
    expect(breaks.map(({ kind }) => kind)).toEqual(['key-change-wrong', 'checkpoint-wrong', 'key-unused']);
  });

  test('that was replaced signs no more', async () => {
    const key = makeLogKey();
    const log = startLog(8, key);
    log.changeKey();
    log.checkpoint(key);
    expect((await verified(log.items, log.installation)).breaks).toMatchObject([{ kind: 'checkpoint-wrong', line: 4 }]);
  });

  test('that signed a change elsewhere did not sign it here', async () => {
    const [key, thief] = [makeLogKey(), makeLogKey()];
    const [here, elsewhere] = [startLog(9, key), startLog(10, key)];
    elsewhere.changeKey(thief);
    const changed = elsewhere.entries().at(-1)?.entry.act as Act;
    here.items.push(append(here.head(), { at: Date.UTC(2026, 3), actor, act: changed }));
    expect((await verified(here.items, here.installation)).breaks).toMatchObject([{ kind: 'key-change-wrong' }]);
  });

  test('that is no point of the curve signs nothing', async () => {
    const log = startLog(11);
    const act = { ...exampleOf('log-key-changed', createChance(1)), publicKey: 'ff'.repeat(32) };
    log.items.push(append(log.head(), { at: Date.UTC(2026, 3), actor, act }));
    expect((await verified(log.items, log.installation)).breaks).toMatchObject([{ kind: 'key-change-wrong' }]);
  });
});

describe('one change is one break', () => {
  test.each([
    ['an entry that was edited', (line: string) => line.replace('"at":"2026', '"at":"2027')],
    ['a line that is no JSON any more', (line: string) => line.slice(0, -5)],
    ['a hash that was edited', (line: string) => line.replace(/[0-9a-f]{8}"\}$/, '00000000"}')],
  ])('%s, and what follows still holds', async (_, edit) => {
    const history = makeHistory(createChance(12), 25);
    const lines = await linesOfExport(history);
    for (const [index, kind] of history.lineKinds.entries()) {
      if (index < 2 || !['incident', 'link', 'plain', 'told'].includes(kind)) continue;
      const bytes = fileOf(lines.with(index, edit(lines[index] ?? '')));
      const { breaks, breaksInAll } = await verifyExport(cut(bytes, 4096));
      expect(breaks, `${kind} at ${index + 1}`).toMatchObject([{ line: index + 1 }]);
      expect(breaksInAll).toBe(1);
    }
  });
});

describe('a hostile file', () => {
  async function* endless(piece: Buffer, count: number) {
    for (let at = 0; at < count; at += 1) yield piece;
  }

  test('of one endless line needs no memory and is refused', async () => {
    const before = process.memoryUsage().arrayBuffers;
    const { breaks } = await verifyExport(endless(Buffer.alloc(1 << 20, '{'), 300));
    expect(breaks[0]).toMatchObject({ line: 1 });
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(64 << 20);
  });

  test('of nothing but breaks is counted, and the first thousand are listed', async () => {
    const { breaks, breaksInAll } = await verifyExport(endless(Buffer.from('{}\n'.repeat(1000)), 20));
    expect(breaks).toHaveLength(1000);
    expect(breaksInAll).toBe(20_001);
  });

  test.each([
    ['nothing', ''],
    ['an empty line', '\n'],
    ['not UTF-8', '\xff\xfe\n'],
    ['a picture', '\x89PNG\r\n\x1a\n\0\0\0\rIHDR'],
    ['no text at all', '\0'.repeat(100_000)],
    ['deep nesting', `${'['.repeat(60_000)}\n`],
  ])('of %s is broken at line 1', async (_, text) => {
    const report = await verifyExport(endless(Buffer.from(text, 'latin1'), 1));
    expect(report).toMatchObject({ verdict: 'broken', head: null });
    expect(report.breaks[0]?.line).toBe(1);
  });

  test('gets nothing of its own into the report', async () => {
    const { items, installation } = startLog(13);
    const lines = await linesOfExport({ items, installation });
    const evil = '\u001b]0;evil\u0007';
    const planted = [
      `{"entry":{"chain":"${evil}","seq":"${evil}"},"hash":"${'0'.repeat(64)}"}`,
      JSON.stringify({ header: evil }),
      JSON.stringify({ checkpoint: { key: evil }, signature: evil }),
      JSON.stringify({ [evil]: evil }),
      evil,
    ];
    const report = await verifyExport(cut(fileOf(lines.toSpliced(1, 0, ...planted)), 4096));
    expect(report.breaks.length).toBeGreaterThanOrEqual(5);
    expect(JSON.stringify(report)).not.toContain('evil');
  });
});
