import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { classes } from './inspect/classes.ts';
import { growth } from './inspect/growth.ts';
import { count, onOff, ownOptions, size } from './options.ts';

/**
 * Speed of the recogniser: on text of six kinds beside other scanners (`--sample` bytes of each), and as one file grows (up to
 * `--size`). `--quick` measures the largest size alone; `--only classes` or `--only growth` one of the two.
 */
const options = ownOptions({
  size: size('256M'),
  sample: size('8M'),
  rounds: count(3),
  quick: onOff(),
  only: {
    takes: 'classes or growth',
    standard: 'all',
    read: (text) => (['all', 'classes', 'growth'].includes(text) ? text : undefined),
  },
});
const folder = mkdtempSync(join(tmpdir(), 'cofferdam-bench-'));
try {
  process.stdout.write(`${cpus().length} cores, load ${loadavg()[0]?.toFixed(1)}\n`);
  if (options.only !== 'growth') await classes({ ...options, folder });
  if (options.only !== 'classes') await growth({ bytes: options.size, quick: options.quick, folder });
} finally {
  rmSync(folder, { recursive: true });
}
