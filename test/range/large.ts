import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import { luhnDigit } from './people/payment.ts';
import { mailPart, writeDay, writeStreet } from './people/surface.ts';
import { phoneOf, writePhone } from './people/phone.ts';
import { Random } from './random.ts';
import { type Vocabulary, vocabulary } from './words/index.ts';
import { countries } from './words/list.ts';
import { sideOf } from './words/split.ts';

export interface LargeRequest {
  readonly seed: number;
  /** Size at which to stop, in bytes: the file ends with the first row at or beyond it. */
  readonly bytes: number;
  /** The file to write. */
  readonly out: string;
}
export interface LargeSummary {
  readonly bytes: number;
  readonly rows: number;
  /** Different persons: about one row in twelve is a second record of an earlier person. */
  readonly persons: number;
}

const header =
  'customer_id,first_name,last_name,email,phone,birth_date,street,postcode,city,country,iban,card_number,notes\n';
/** Rows are put together from this many prepared persons; id, mailbox and numbers are made for each row. */
const prepared = 2048;
const chunkBytes = 1 << 20;

interface Template {
  readonly names: string;
  readonly mailbox: string;
  readonly provider: string;
  /** The address with `#` for the house number, once for each quarter of the city, which has a postcode. */
  readonly places: readonly string[];
  readonly bank: string;
  readonly card: string;
  readonly phone: string;
  readonly note: string;
}

/**
 * Writes a CSV of customers of any size. Memory stays flat: a chunk of 1 MiB. A person who returns has the same mailbox,
 * name, birth date and numbers and another customer id. Bank account and card numbers are valid in their checks. As in a
 * real list no two persons have the same mailbox, telephone, account or card, up to 20 million persons, and few of one
 * name have one home.
 */
export async function largeCustomers({ seed, bytes, out }: LargeRequest): Promise<LargeSummary> {
  const random = new Random(`large ${seed}`);
  const templates = templatesOf(vocabulary(sideOf(seed)), random);
  const stream = createWriteStream(out);
  const done = finished(stream);
  const buffer = Buffer.allocUnsafe(chunkBytes + 4096);
  let used = buffer.write(header, 0, 'utf8');
  let total = used;
  let rows = 0;
  let persons = 0;
  while (total < bytes) {
    const returning = persons > 100 && random.word() % 12 === 0;
    const person = returning ? random.word() % persons : persons++;
    const wrote = buffer.write(rowOf(templates, person, rows++), used, 'utf8');
    used += wrote;
    total += wrote;
    if (used < chunkBytes) continue;
    if (!stream.write(Buffer.from(buffer.subarray(0, used)))) await once(stream, 'drain');
    used = 0;
  }
  stream.end(Buffer.from(buffer.subarray(0, used)));
  await done;
  return { bytes: total, rows, persons };
}

function templatesOf(words: Vocabulary, random: Random): Template[] {
  const seen = new Set<string>();
  const exchanges = new Set<string>();
  const out: Template[] = [];
  while (out.length < prepared) {
    const country = random.pick(countries);
    const local = words.country[country];
    const given = random.pick(local[random.pick(['female', 'male'] as const)]);
    const family = random.pick(local.family);
    const names = `${given},${family}`;
    if (seen.has(names) && seen.size < prepared / 2) continue;
    seen.add(names);
    const phone = writePhone(phoneOf(country, 'mobile', random), 'internationalPlain').slice(0, -4);
    if (exchanges.has(phone)) continue;
    exchanges.add(phone);
    const [city = '', pattern = ''] = random.pick(local.cities).split(';');
    const spared = pattern.lastIndexOf('#');
    const area = pattern.slice(0, spared).replaceAll('#', () => random.digits(1));
    const rest = pattern.slice(spared + 1).replaceAll('@', () => random.chars('ABDEFGHJLN', 1));
    const street = random.pick(local.streets);
    const places = Array.from({ length: quarters }, (_, quarter) => {
      const postcode = `${area.replaceAll('@', () => random.chars('ABDEFGHJLN', 1))}${quarter}${rest}`;
      const written = writeStreet({ street, number: '#', postcode, city, region: '', country, spelled: country });
      return `"${written}",${postcode},${city},${country}`;
    });
    out.push({
      names,
      mailbox: mailPart(`${given}-${family}`),
      provider: random.pick(local.providers),
      places,
      bank: random.pick(['10050000', '20050550', '37040044', '50010517', '70150000', '60050101']),
      card: random.pick(['455612', '490212', '402400', '510312', '530412', '541333']),
      phone,
      note: random.pick(words.noteWords),
    });
  }
  return out;
}

/** Days of 72 years of 12 months of 28 days; the step is prime, so that persons of one name differ in their day. */
const days = 72 * 12 * 28;
const dayStep = 7919;
const houses = 600;
const quarters = 10;

/** A row; all that differs between two persons of one template follows from the person's number. */
function rowOf(templates: readonly Template[], person: number, row: number): string {
  const template = templates[person % prepared] as Template;
  const serial = Math.floor(person / prepared);
  const date = (serial * dayStep + (person % prepared)) % days;
  const birth = writeDay(
    { year: 1935 + (date % 72), month: 1 + (Math.floor(date / 72) % 12), day: 1 + Math.floor(date / 864) },
    'iso',
  );
  const home = template.places[Math.floor(serial / houses) % quarters] ?? '';
  const place = home.replace('#', String(1 + (serial % houses)));
  const scattered = (person * 7_368_787 + 123_456_789) % 1_000_000_000;
  const phone = template.phone + String(serial % 10_000).padStart(4, '0');
  const mail = `${template.mailbox}${person}@${template.provider}`;
  return `${10_000_000 + row},${template.names},${mail},${phone},${birth},${place},${germanIban(template.bank, scattered)},${card(template.card, scattered)},${template.note}\n`;
}

/** MOD 97-10 in plain numbers: BigInt costs as much as the rest of the row. */
function germanIban(bank: string, number: number): string {
  const account = String(number).padStart(10, '0');
  // 10^10 mod 97 is 49, 10^6 mod 97 is 27, and 131400 stands for "DE00".
  const bban = ((Number(bank) % 97) * 49 + number) % 97;
  const check = 98 - ((bban * 27 + 131_400) % 97);
  return `DE${String(check).padStart(2, '0')}${bank}${account}`;
}

function card(prefix: string, number: number): string {
  const body = prefix + String(number).padStart(9, '0');
  return body + luhnDigit(body);
}
