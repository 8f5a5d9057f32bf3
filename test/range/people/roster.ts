import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Person } from './person.ts';
import { writeDay, writeStreet } from './surface.ts';
import { writePhone } from './phone.ts';

const rosterHeader =
  'ref,given_name,family_name,birth_date,email,work_email,phone,mobile,street,postcode,city,country,national_id,iban,local_id,relation,status,entity,minor';

/** `roster.csv` (everybody the group knows) and `truth-persons.csv` (those with a record in the leak). */
export async function writePeople(
  folder: string,
  people: readonly Person[],
  recorded: ReadonlySet<string>,
): Promise<void> {
  await writeLines(join(folder, 'roster.csv'), rosterHeader, people, rosterLine);
  const inLeak = people.filter(({ id }) => recorded.has(id));
  await writeLines(join(folder, 'truth-persons.csv'), 'person,relation,status,country,minor', inLeak, (person) => [
    person.id,
    relationOf(person),
    statusOf(person),
    person.country,
    minor(person),
  ]);
}

function rosterLine(person: Person): string[] {
  const { address } = person;
  return [
    person.id,
    person.given,
    person.family,
    writeDay(person.birth, 'iso'),
    person.email,
    person.workEmail ?? '',
    writePhone(person.landline, 'internationalPlain'),
    writePhone(person.mobile, 'internationalPlain'),
    writeStreet(address),
    address.postcode,
    address.city,
    person.country,
    person.national[0]?.value ?? '',
    person.iban ?? '',
    person.localId.value,
    relationOf(person),
    statusOf(person),
    person.entity.name,
    minor(person),
  ];
}

const relationOf = ({ relation }: Person) => relation.replace('former-', '');
const statusOf = ({ relation }: Person) => (relation.startsWith('former-') ? 'former' : 'current');
const minor = ({ birth }: Person) => (2025 - birth.year < 18 ? 'yes' : 'no');

async function writeLines(
  path: string,
  header: string,
  people: readonly Person[],
  line: (person: Person) => string[],
): Promise<void> {
  const stream = createWriteStream(path);
  stream.write(`${header}\n`);
  for (const person of people) {
    const text = line(person).map((value) => (/[",\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value));
    if (!stream.write(`${text.join(',')}\n`)) await once(stream, 'drain');
  }
  stream.end();
  await once(stream, 'close');
}
