import type { Document, Piece, Prose } from '../document.ts';
import { ean, near, timestamp, uuid, version } from '../near/values.ts';
import type { Person } from '../people/person.ts';
import type { Random } from '../random.ts';
import { trueValue } from './cells.ts';
import type { Stage } from './tables.ts';

const two = (value: number) => String(value).padStart(2, '0');
const lines = (rows: readonly (readonly Piece[])[], title: string): Document => ({
  title,
  language: 'en',
  parts: rows.map((pieces): Prose => ({ kind: 'prose', pieces })),
});

/** A log of a web server or an application, about people with a record elsewhere in the leak. */
export function log(people: readonly Person[], { random }: Stage): Document {
  const make = random.pick([accessLine, applicationLine, auditLine]);
  return lines(
    random.sample(people, 60).map((person) => make(person, random)),
    'log',
  );
}

function accessLine(person: Person, random: Random): Piece[] {
  const month = random.pick(['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']);
  const when = `${two(random.int(1, 28))}/${month}/${random.int(2019, 2025)}:${two(random.int(0, 23))}:${two(random.int(0, 59))}:${two(random.int(0, 59))} +0000`;
  const browser = `Chrome/${random.int(90, 130)}.0.${random.int(1000, 6900)}.${random.int(10, 250)}`;
  return [
    trueValue('ip-address', person.ip, person),
    ` - ${random.chance(0.4) ? person.username : '-'} [`,
    near('timestamp', when),
    `] "GET /${random.pick(['', 'login', 'orders', 'api/v2/items'])} HTTP/1.1" 200 ${random.int(100, 90_000)} "-" "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 `,
    near('version', browser),
    '"',
  ];
}

function applicationLine(person: Person, random: Random): Piece[] {
  return [
    near('timestamp', timestamp(random)),
    ` INFO  [${random.pick(['auth', 'web', 'mailer', 'worker-3'])}] login ok user=${person.username} email=`,
    trueValue('email', person.email, person),
    ' ip=',
    trueValue('ip-address', person.ip, person),
    ' session=',
    near('uuid', uuid(random)),
    ` ${random.pick(['version', 'app_version', 'release'])}=`,
    near('version', version(random)),
  ];
}

function auditLine(person: Person, random: Random): Piece[] {
  return [
    near('timestamp', timestamp(random)),
    ' mail queued to <',
    trueValue('email', person.email, person),
    '> id ',
    near('reference', random.hex(12).toUpperCase()),
    ` status=sent delay=${random.int(1, 90)}.${random.int(0, 9)}s relay `,
    trueValue('ip-address', `10.${random.int(0, 9)}.${random.int(0, 250)}.${random.int(1, 250)}`, null, false),
  ];
}

/** Output of builds and imports: full of numbers and names of things, nobody's data. */
export function noise(rows: number, stage: Stage): Document {
  const { random, words } = stage;
  const makers: readonly (() => Piece[])[] = [
    () => [
      near('timestamp', timestamp(random)),
      ' resolved ',
      near(
        'package',
        `${random.pick(['left-pad', 'core-js', 'lodash', 'react-dom', 'spring-boot'])}@${random.int(1, 20)}.${random.int(0, 30)}.${random.int(0, 9)}`,
      ),
      ' integrity sha512-',
      near('checksum', random.bytes(64).toBase64()),
    ],
    () => [
      '[build] step ',
      String(random.int(1, 40)),
      ' id ',
      near('uuid', uuid(random)),
      ' took ',
      `${random.int(1, 9999)} ms`,
    ],
    () => [
      'item ',
      near('ean', ean(random)),
      ' ',
      near('product', random.pick(words.products)),
      ' stock ',
      String(random.int(0, 400)),
    ],
    () => ['commit ', near('checksum', random.hex(40))],
    () => [
      'firmware ',
      near('version', `${random.int(1, 9)}.${random.int(0, 20)}.${random.int(0, 20)}.${random.int(0, 200)}`),
      ' installed',
    ],
    () => [
      'const MAX_CARD_LENGTH = ',
      near('constant', String(random.int(1_000_000, 99_999_999))),
      '; // see order ',
      near('orderNo', `45000${random.digits(5)}`),
    ],
    () => ['event at ', near('epoch', `17${random.digits(11)}`), ' seq ', near('reference', random.digits(9))],
    () => ['blob ', near('base64', random.bytes(random.int(24, 60)).toBase64())],
    () => ['@media (max-width: ', near('constant', `${random.int(320, 1920)}px`), ') and icon@2x.png'],
  ];
  return lines(
    Array.from({ length: rows }, () => random.pick(makers)()),
    'build',
  );
}
