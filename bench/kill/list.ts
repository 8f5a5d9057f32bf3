import { chanceOf } from './chance.ts';

const given = ['Erika', 'Jonas', 'Amina', 'Pierre', 'Lucía', 'Olena', 'Søren', 'Chiara'] as const;
const family = ['Mustermann', 'Beispiel', 'Example', 'Durand', 'García', 'Kovalenko', 'Holm', 'Rossi'] as const;

/** A CSV of people who do not exist, the same for the same seed. Some 60 bytes a row. */
export function makeList(seed: number, rows: number): Buffer {
  const chance = chanceOf(seed);
  const lines = ['name,email,date of birth'];
  for (let row = 0; row < rows; row += 1) {
    const name = `${chance.pick(given)} ${chance.pick(family)}`;
    const mail = `${name.toLowerCase().replace(/[^a-z]+/g, '.')}.${chance.below(1e9)}@example.com`;
    lines.push(`${name},${mail},19${50 + chance.below(50)}-0${1 + chance.below(9)}-1${chance.below(10)}`);
  }
  return Buffer.from(`${lines.join('\n')}\n`);
}
