import type { Cell, Document, Item, Piece, Prose } from '../document.ts';
import { near, version } from '../near/values.ts';
import type { Entity, Person } from '../people/person.ts';
import type { Random } from '../random.ts';
import { privateKey, publicBlock } from '../secrets/keys.ts';
import { awsSecret, azureConnection, tokenMakers } from '../secrets/tokens.ts';
import { trueValue } from './cells.ts';
import type { Stage } from './tables.ts';

const secret = (element: 'access-token' | 'password' | 'private-key', text: string): Item =>
  trueValue(element, text, null);

/** Lines of a configuration: secrets among plain settings. */
export function settings(entity: Entity, { words, random }: Stage): Document {
  const names = words.secretNames;
  const style = random.pick(['env', 'yaml', 'properties', 'shell'] as const);
  const name = (kind: string) => random.pick(names[kind] ?? ['value']);
  const tokens = random.sample(Object.keys(tokenMakers), 6);
  const entries: (readonly [string, Cell])[] = [
    ...tokens.map(
      (kind) =>
        [
          `${kind.split('-')[0]?.toUpperCase().replaceAll('-', '_') ?? ''}_${name('token')}`,
          [secret('access-token', tokenMakers[kind]?.(random) ?? '')],
        ] as const,
    ),
    [name('password'), [secret('password', settingPassword(random))]],
    [name('awsSecret'), [secret('access-token', awsSecret(random))]],
    ...connection(name('azure'), random),
    ['DATABASE_URL', databaseUrl(entity, random)],
    ...random.sample(names.plain ?? [], 5).map((entry) => {
      const [key = '', value = ''] = entry.split(' ');
      return [key, [near('setting', value)]] as const;
    }),
    ['APP_VERSION', [near('version', version(random))]],
    ['PASSWORD_FILE', [near('setting', '/run/secrets/db')]],
    ['BUILD_ID', [near('checksum', random.hex(40))]],
  ];
  const parts = random
    .shuffle(entries)
    .map(([key, value]): Prose => ({ kind: 'prose', pieces: setting(key, value, style) }));
  return { title: 'settings', language: 'en', parts };
}

function setting(key: string, value: Cell, style: 'env' | 'yaml' | 'properties' | 'shell'): Piece[] {
  if (style === 'env') return [`${key}=`, ...value];
  if (style === 'yaml') return [`${key}: "`, ...value, '"'];
  return style === 'properties' ? [`${key} = `, ...value] : [`export ${key}='`, ...value, "'"];
}

function connection(key: string, random: Random): (readonly [string, Cell])[] {
  if (random.chance(0.5)) return [];
  const { before, key: account, after } = azureConnection(random);
  return [[key, [before, secret('access-token', account), after]]];
}

function databaseUrl(entity: Entity, random: Random): Cell {
  const scheme = random.pick(['postgres', 'mysql', 'mongodb', 'amqp', 'redis']);
  return [
    `${scheme}://app:`,
    secret('password', random.chars('abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789', 14)),
    `@db.${entity.domain}:${random.int(3000, 9000)}/main`,
  ];
}

function settingPassword(random: Random): string {
  return random.pick([
    () => random.chars('abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789!%+', 16),
    () => `${random.pick(['Winter', 'Sommer', 'Company', 'Backup', 'Prod'])}${random.int(2015, 2025)}!`,
  ])();
}

/** A file of PEM blocks, private and public. */
export function keyFile({ random }: Stage): Document {
  const blocks = [
    secret('private-key', privateKey(random)),
    near('public-key', publicBlock(random)),
    near('public-key', publicBlock(random)),
  ];
  return {
    title: 'server',
    language: 'en',
    parts: random.shuffle(blocks).map((block): Prose => ({ kind: 'prose', pieces: [block] })),
  };
}

/** Mailbox and password on each line, as such lists are traded. */
export function combos(people: readonly Person[], { random }: Stage): Document {
  const separator = random.pick([':', ':', ';']);
  const parts = random.sample(people, 40).map(
    (person): Prose => ({
      kind: 'prose',
      pieces: [trueValue('email', person.email, person), separator, trueValue('password', person.password, person)],
    }),
  );
  return { title: 'list', language: 'en', parts };
}
