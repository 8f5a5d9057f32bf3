import { expect, it } from 'vitest';
import { fuzz, type Order, shippedSeeds } from './fuzz.ts';

it('every format has valid files that are changed', async () => {
  const { formats, seeds } = await shippedSeeds();
  expect(formats.map(({ id }) => id).filter((id) => !seeds.has(id))).toEqual([]);
  expect(seeds.get('unknown')).toBeUndefined();
});

it('hostile files of every format end as inspected, partial or unreadable, and nothing breaks', async () => {
  const { formats } = await shippedSeeds();
  const orders = formats.flatMap(({ id }) => Array.from({ length: 3 }, (_, number): Order => ({ format: id, number })));
  const broken: string[] = [];
  await fuzz({ seed: 2, orders, width: 1, where: 'threads' }, ({ format, number }, told) => {
    if (told.broken.length > 0) broken.push(`${format} ${number}: ${told.broken.join('; ')}`);
  });
  expect(broken).toEqual([]);
});
