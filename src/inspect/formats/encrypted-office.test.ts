import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { collect, context, headOf, memoryInput } from '../../../test/inspect/memory.ts';
import { survivesMutation } from '../../../test/inspect/mutate.ts';
import { format as docx } from './docx.ts';
import { format } from './encrypted-office.ts';
import { format as xlsx } from './xlsx.ts';

const cases = new URL('../../../test/cases/formats/', import.meta.url);
const agile = new Uint8Array(await readFile(new URL('agile.xlsx', cases)));
const standard = new Uint8Array(await readFile(new URL('standard.docx', cases)));

async function open(bytes: Uint8Array, ...passwords: string[]) {
  const collected = collect();
  await format.extract(memoryInput(bytes), collected.sink, context(passwords));
  return collected;
}

describe('encrypted-office', () => {
  it('opens agile encryption with the password that fits', async () => {
    expect(format.detect(headOf(agile))).toBeGreaterThan(0.8);
    const { members } = await open(agile, 'harbour', 'quay-street');
    expect(members).toMatchObject([{ name: 'EncryptedPackage', reason: undefined }]);
    const inner = collect();
    await xlsx.extract(memoryInput(members[0]?.bytes ?? ''), inner.sink, context());
    expect(inner.text()).toContain('1001\tNora Whitfield\t1984-03-02');
  });

  it('opens standard encryption', async () => {
    const { members } = await open(standard, 'quay-street');
    const inner = collect();
    await docx.extract(memoryInput(members[0]?.bytes ?? ''), inner.sink, context());
    expect(inner.text()).toContain('1001\tNora Whitfield\tnora@example.org');
  });

  it('says so when no password fits', async () => {
    await expect(open(agile)).rejects.toMatchObject({ code: 'wrong-password' });
    await expect(open(agile, 'harbour')).rejects.toMatchObject({ code: 'wrong-password' });
    await expect(open(standard, 'harbour')).rejects.toMatchObject({ code: 'wrong-password' });
  });

  it('says that content changed after it was sealed', async () => {
    const changed = Uint8Array.from(agile);
    const at = Buffer.from(changed).indexOf(changed.subarray(changed.length - 2048, changed.length - 2032));
    changed[at] = (changed[at] ?? 0) ^ 1;
    const outcome = await open(changed, 'quay-street').then(
      ({ members }) => members[0]?.reason,
      (error: { code: string }) => error.code,
    );
    expect(outcome).toBe('damaged');
  });

  it('does not read compound files of other kinds, and says so', async () => {
    const old = Uint8Array.from(agile);
    const bytes = Buffer.from(old.buffer);
    for (const name of ['EncryptedPackage', 'EncryptionInfo']) {
      const at = bytes.indexOf(Buffer.from(name, 'utf16le'));
      bytes.write('X', at, 'utf16le');
    }
    await expect(open(old)).rejects.toMatchObject({ code: 'format-unsupported' });
  });

  it('does not follow chains that run in circles', async () => {
    const looped = Uint8Array.from(agile);
    const bytes = Buffer.from(looped.buffer);
    const table = (bytes.readUInt32LE(76) + 1) * 512;
    // Each sector points at itself.
    for (let sector = 0; sector < 128; sector++) bytes.writeUInt32LE(sector, table + sector * 4);
    await expect(open(looped, 'quay-street')).rejects.toMatchObject({ code: 'damaged' });
  });

  it('survives mutation', async () => {
    await survivesMutation(format, standard, ['quay-street'], 60);
  });
});
