import { expect, test } from 'vitest';
import { runKilling } from '../../bench/kill/run.ts';

// The same as `npm run bench:kill`, short. A seed that ever failed belongs here.
test.each([11, 23, 37, 58, 71])(
  'seed %i: of what was acknowledged nothing is lost or doubled when parts are killed',
  async (seed) => {
    const { wrong, memory, exitCodes, killed } = await runKilling(seed, 4, () => undefined);
    expect(wrong).toEqual([]);
    expect(exitCodes).toEqual([0, 0, 0]);
    expect(Object.values(killed).reduce((sum, one) => sum + one)).toBe(4);
    expect(memory.acknowledged).toBeGreaterThan(4);
  },
);
