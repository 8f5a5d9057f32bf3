import { expect, test } from 'vitest';
import { runKilling } from '../../bench/kill/run.ts';

// The same as `npm run bench:kill`, short. A seed that ever failed belongs here.
test.each([11, 23, 37, 58, 71])(
  'seed %i: of what was acknowledged nothing is lost or doubled when parts are killed',
  async (seed) => {
    const { wrong, memory, exitCode, killed } = await runKilling(seed, 3, () => undefined);
    expect(wrong).toEqual([]);
    expect(exitCode).toBe(0);
    expect(killed.server + killed.postgres + killed.child).toBe(3);
    expect(memory.acknowledged).toBeGreaterThan(3);
  },
);
