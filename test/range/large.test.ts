import { createReadStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, test } from 'vitest';
import { largeCustomers } from './index.ts';

test('a large customer file has the size asked for, valid numbers and as many mailboxes as persons', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'large-test-'));
  try {
    const out = join(folder, 'customers.csv');
    const { bytes, rows, persons } = await largeCustomers({ seed: 3, bytes: 3_000_000, out });
    expect((await stat(out)).size).toBe(bytes);
    expect(bytes - 3_000_000).toBeLessThan(400);
    const mailboxes = new Set<string>();
    const identities = new Set<string>();
    let line = 0;
    for await (const text of createInterface({ input: createReadStream(out) })) {
      if (line++ === 0) continue;
      const [, given, family, mail = '', , birth, , , , , iban = '', card = ''] = text
        .replaceAll(/"[^"]*"/g, 'street')
        .split(',');
      mailboxes.add(mail);
      identities.add([given, family, birth].join());
      const rearranged = [...(iban.slice(4) + iban.slice(0, 4))].map((letter) => Number.parseInt(letter, 36)).join('');
      expect(BigInt(rearranged) % 97n).toBe(1n);
      const sum = [...card]
        .reverse()
        .reduce(
          (total, digit, at) =>
            total + (at % 2 === 0 ? Number(digit) : ([0, 2, 4, 6, 8, 1, 3, 5, 7, 9][Number(digit)] ?? 0)),
          0,
        );
      expect(sum % 10).toBe(0);
    }
    expect(line - 1).toBe(rows);
    expect(mailboxes.size).toBe(persons);
    expect(identities.size).toBeGreaterThan(persons * 0.99);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
