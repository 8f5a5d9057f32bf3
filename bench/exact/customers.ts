/** Synthetic customers by number: the same number gives the same one, in no memory. */
const starts = 'An Be Car Da El Fre Gus Han In Jo Ka Lu Mar Ni Ol Pe Ros San Ti Ul Vi Wal Yv Zo'.split(' ');
const middles = 'de la ri no be ta mi lo re sa ni ko ve du'.split(' ');
const ends = 'n s rt tte ck mann ez ski son er in a o ley'.split(' ');
const streets = 'Hauptstraße Lindenallee Marktgasse Bahnhofstraße Gartenweg Kirchplatz Schulstraße Ringstraße'.split(
  ' ',
);
const prose =
  'the report of the second quarter was sent to all members of the board and will be discussed in their next meeting on Monday morning'.split(
    ' ',
  );

export type Values = 'none' | 'few' | 'table';

export const customersHeader = 'email,phone,iban,customer_number,name,date_of_birth,street,postcode,city';

/** A number from another, evenly (splitmix32). */
function mixed(value: number): number {
  let word = Math.imul((value + 0x9e3779b9) ^ (value >>> 16), 0x21f0aaad);
  word = Math.imul(word ^ (word >>> 15), 0x735a2d97);
  return (word ^ (word >>> 15)) >>> 0;
}

const pick = (list: readonly string[], value: number): string => list[value % list.length] ?? '';
const wordOf = (seed: number): string =>
  pick(starts, seed) + pick(middles, seed >>> 6) + pick(middles, seed >>> 11) + pick(ends, seed >>> 17);
const figures = (seed: number, length: number): string => String(seed).padStart(length, '4').slice(-length);

interface Customer {
  readonly email: string;
  readonly phone: string;
  readonly iban: string;
  readonly number: string;
  readonly name: string;
  readonly born: string;
  readonly street: string;
  readonly postcode: string;
  readonly city: string;
}

function customerOf(row: number): Customer {
  const [a, b, c] = [mixed(row * 3), mixed(row * 3 + 1), mixed(row * 3 + 2)];
  const given = wordOf(a % 20_000);
  const family = wordOf(b);
  return {
    email: `${given}.${family}${row}@mail.example`.toLowerCase(),
    phone: `+49 ${figures(a, 3)} ${figures(b, 8)}`,
    iban: `DE${figures(c, 2)}${figures(a, 9)}${figures(b, 9)}`,
    number: `K-${String(10_000_000 + row)}`,
    name: `${given} ${family}`,
    born: `${1935 + (c % 70)}-${figures(101 + (a % 12), 2)}-${figures(101 + (b % 28), 2)}`,
    street: `${pick(streets, c)} ${1 + (b % 180)}`,
    postcode: figures(10_000 + (c % 8200), 5),
    city: `${wordOf(c % 1500)}stadt`,
  };
}

export function customerLine(row: number): string {
  const { email, phone, iban, number, name, born, street, postcode, city } = customerOf(row);
  return [email, phone, iban, number, name, born, street, postcode, city].join(',');
}

/** About so many bytes of text, with persons of the table or without. */
export function proseWith(bytes: number, rows: number, values: Values): string {
  const parts: string[] = [];
  let size = 0;
  for (let line = 0; size < bytes; line += 1) {
    const text = lineOf(line, rows, values);
    parts.push(text);
    size += text.length + 1;
  }
  return parts.join('\n');
}

function lineOf(line: number, rows: number, values: Values): string {
  if (values === 'table') return customerLine(mixed(line) % rows);
  if (values === 'few' && line % 50 === 0) {
    const { name, phone, email, born } = customerOf(mixed(line) % rows);
    return `${name}, born ${born}, can be reached under ${phone} or ${email}.`;
  }
  const words: string[] = [];
  for (let at = 0; at < 14; at += 1) words.push(pick(prose, mixed(line * 16 + at)));
  return `${words.join(' ')} ${mixed(line) % 1000}.`;
}
