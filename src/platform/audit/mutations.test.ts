import { describe, expect, test } from 'vitest';
import { createChance } from './testing/chance.ts';
import { forgeries } from './testing/forgeries.ts';
import { linesOfExport, makeHistory } from './testing/history.ts';
import { fileOf, lineMutations, type Target } from './testing/mutations.ts';
import { textMutations } from './testing/text-mutations.ts';
import { verifyExport } from './verify/index.ts';

const mutations = Object.entries({ ...lineMutations, ...textMutations, ...forgeries });
const wanted = 10_000;
const seed = 20_260;

async function* bytesOf(bytes: Buffer) {
  yield bytes;
}

/** Some logs to be tampered with: long enough for everything to occur, short enough for many. */
async function makeTargets(count: number): Promise<Target[]> {
  const targets: Target[] = [];
  for (let number = 0; number < count; number += 1) {
    const chance = createChance(seed + number);
    const history = makeHistory(chance, 6 + chance.below(18));
    targets.push({ lines: await linesOfExport(history), kinds: history.lineKinds });
  }
  return targets;
}

describe('an export that was tampered with', async () => {
  const targets = await makeTargets(150);

  test('is whole before', async () => {
    for (const { lines, kinds } of targets) {
      expect(lines).toHaveLength(kinds.length);
      const { breaks, notices, verdict } = await verifyExport(bytesOf(fileOf(lines)));
      expect([verdict, breaks, notices]).toEqual(['whole', [], []]);
    }
  });

  const each = Math.ceil(wanted / mutations.length);
  test.each(mutations)(`${each} times: %s: found at the first line that shows it`, async (name, mutate) => {
    const chance = createChance(seed + mutations.findIndex(([one]) => one === name));
    let [made, tries] = [0, 0];
    while (made < each && tries < 20 * each) {
      tries += 1;
      const target = chance.pick(targets);
      const mutated = mutate(target, chance);
      if (mutated === undefined) continue;
      made += 1;
      const { bytes, line, head } = mutated;
      const report = await verifyExport(bytesOf(bytes), { head });
      if (report.verdict === 'broken' && report.breaks[0]?.line === line) continue;
      const [first] = report.breaks;
      expect.fail(
        `expected line ${line}, seen ${first?.line} ${first?.kind} in ${target.kinds.join()}\n${bytes.toString()}`,
      );
    }
    expect(made).toBe(each);
  });
});
