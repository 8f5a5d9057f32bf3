import { readFile } from 'node:fs/promises';
import { isAbsolute, join, resolve } from 'node:path';
import { homedir } from 'node:os';
import { parse } from 'yaml';
import { z } from 'zod';
import { fail } from '#platform/errors';

/** What a server is started with. */
export interface Settings {
  /** Absolute path of the data folder. */
  readonly data: string;
  /** Where it listens; not beyond this machine unless told so. */
  readonly host: string;
  readonly port: number;
  /** A PostgreSQL of one's own; without it one is started in the data folder. */
  readonly databaseUrl: string | undefined;
  readonly logLevel: (typeof levels)[number];
  /** Jobs that the server itself does at once, beside other workers; 0 leaves all to them. */
  readonly jobs: number;
  /** Addresses or networks of proxies whose X-Forwarded-For is believed. */
  readonly trustedProxies: readonly string[];
  /** Milliseconds after which a session ends that is not used, and however it is used. */
  readonly sessionIdle: number;
  readonly sessionLength: number;
}

const levels = ['error', 'warn', 'info', 'debug'] as const;

/** Each setting by its name in the file; in the environment it is COFFERDAM_ and the name in capitals. */
const schema = z.strictObject({
  data: z.string().min(1).optional(),
  host: z.union([z.ipv4(), z.ipv6(), z.literal('localhost')], 'an IP address or localhost').default('127.0.0.1'),
  port: z.coerce
    .number('a number')
    .int('a whole number')
    .min(0, 'at least 0')
    .max(65_535, 'at most 65535')
    .default(7420),
  database_url: z.url({ protocol: /^postgres(ql)?$/, error: 'a URL that begins with postgresql://' }).optional(),
  jobs: z.coerce.number('a number').int('a whole number').min(0, 'at least 0').max(64, 'at most 64').default(2),
  trusted_proxies: z
    .string()
    .default('')
    .transform((list) => list.split(',').flatMap((one) => (one.trim() === '' ? [] : [one.trim()])))
    .pipe(z.array(z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()], 'addresses or networks, with commas between'))),
  session_idle_minutes: z.coerce
    .number('a number')
    .int('a whole number')
    .min(5, 'at least 5')
    .max(480, 'at most 480')
    .default(30),
  session_hours: z.coerce
    .number('a number')
    .int('a whole number')
    .min(1, 'at least 1')
    .max(72, 'at most 72')
    .default(12),
  log_level: z.enum(levels, `one of ${levels.join(', ')}`).default('info'),
});

/** Settings that are read elsewhere, from the environment alone. */
const elsewhere = new Set(['COFFERDAM_CONFIG', 'COFFERDAM_MASTER_KEY']);
const prefix = 'COFFERDAM_';

/**
 * Reads the settings: defaults, then the file that COFFERDAM_CONFIG names (YAML; else `cofferdam.yaml` in the data
 * folder, where there is one), then the environment. `DATABASE_URL` is understood as other programs do.
 *
 * Fails with `setting-invalid`, naming the setting and where it came from, never its value: it may hold a password.
 * A name that is not known is refused: a typing error would leave the default in place, and nobody would know.
 */
export async function readSettings(env: Readonly<Record<string, string | undefined>>): Promise<Settings> {
  const fromEnv = environmentOf(env);
  const named = env['COFFERDAM_CONFIG'];
  const data = folderOf(typeof fromEnv['data'] === 'string' ? fromEnv['data'] : undefined, env);
  const path = named ?? join(data, 'cofferdam.yaml');
  const fromFile = await fileAt(path, named !== undefined);
  const merged = { ...fromFile, ...fromEnv };
  const checked = schema.safeParse(merged);
  if (!checked.success) {
    const [issue] = checked.error.issues;
    const unknown = issue?.code === 'unrecognized_keys';
    const name = String((unknown ? issue.keys[0] : issue?.path[0]) ?? '');
    const where = name in fromEnv ? variableOf(name, env) : `${name} in ${path}`;
    fail('setting-invalid', `${where}: ${unknown ? 'there is no such setting' : issue?.message}`);
  }
  const { data: folder, host, port, database_url: databaseUrl, log_level: logLevel, jobs, ...rest } = checked.data;
  return {
    data: folderOf(folder, env),
    host,
    port,
    databaseUrl,
    logLevel,
    jobs,
    trustedProxies: rest.trusted_proxies,
    sessionIdle: rest.session_idle_minutes * 60_000,
    sessionLength: rest.session_hours * 3_600_000,
  };
}

function environmentOf(env: Readonly<Record<string, string | undefined>>): Record<string, unknown> {
  const found: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(env)) {
    if (name.startsWith(prefix) && !elsewhere.has(name)) found[name.slice(prefix.length).toLowerCase()] = value;
  }
  if (found['database_url'] === undefined && env['DATABASE_URL'] !== undefined)
    found['database_url'] = env['DATABASE_URL'];
  return found;
}

function variableOf(name: string, env: Readonly<Record<string, string | undefined>>): string {
  const own = prefix + name.toUpperCase();
  return env[own] === undefined ? 'DATABASE_URL' : own;
}

/** Below the folder for data of programs, as XDG has it. */
function folderOf(data: string | undefined, env: Readonly<Record<string, string | undefined>>): string {
  if (data !== undefined) return resolve(data);
  const base = env['XDG_DATA_HOME'];
  return join(base !== undefined && isAbsolute(base) ? base : join(homedir(), '.local', 'share'), 'cofferdam');
}

async function fileAt(path: string, wanted: boolean): Promise<Record<string, unknown>> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (!wanted && error instanceof Error && 'code' in error && error.code === 'ENOENT') return {};
    fail('setting-invalid', `the file ${path} cannot be read`, error);
  }
  let content: unknown;
  try {
    content = parse(text) ?? {};
  } catch (error) {
    // What the parser says quotes the line, which may hold a password.
    fail('setting-invalid', `${path}${lineOf(error)}: this is not YAML`);
  }
  if (typeof content !== 'object' || content === null || Array.isArray(content)) {
    fail('setting-invalid', `${path}: a list of settings and values is expected`);
  }
  return content as Record<string, unknown>;
}

function lineOf(error: unknown): string {
  const [start] = (error as { linePos?: readonly { line: number }[] }).linePos ?? [];
  return start === undefined ? '' : `, line ${start.line}`;
}
