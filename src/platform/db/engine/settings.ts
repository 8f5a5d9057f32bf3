/**
 * Settings that hold at every start: given on the command line, no file and no ALTER SYSTEM goes above them.
 *
 * The log must not quote what people wrote. Statements do, and so do error messages themselves ("invalid input syntax
 * for type date: …"), their details ("Key (mail)=(…) already exists") and the report of a crashed process ("was
 * running: …"). So errors of sessions stay out of the log (`log_min_messages=log`: only LOG, FATAL and PANIC; the client
 * gets its error), what remains is one line without details (`terse`), and no statement or parameter is logged for
 * being wrong, slow or anything else.
 */
const fixed: Readonly<Record<string, string>> = {
  listen_addresses: '',
  unix_socket_permissions: '0700',
  ssl: 'off',
  allow_alter_system: 'off',

  fsync: 'on',
  full_page_writes: 'on',
  synchronous_commit: 'on',

  timezone: 'UTC',
  log_timezone: 'UTC',

  logging_collector: 'off',
  log_destination: 'stderr',
  log_line_prefix: '%m [%p] ',
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_statement: 'none',
  log_min_duration_statement: '-1',
  log_min_duration_sample: '-1',
  log_transaction_sample_rate: '0',
  log_duration: 'off',
  log_parameter_max_length: '0',
  log_parameter_max_length_on_error: '0',
  log_temp_files: '-1',
  log_autovacuum_min_duration: '-1',
  log_lock_waits: 'off',
  log_connections: '',
  log_disconnections: 'off',
  log_checkpoints: 'off',
};

/**
 * Sizes for a laptop, written into postgresql.conf once: whoever has more may change them there. The jit is off since
 * the packaged server has none.
 */
const initial: Readonly<Record<string, string>> = {
  shared_buffers: '128MB',
  max_connections: '100',
  max_wal_size: '512MB',
  jit: 'off',
};

/** The port is part of the socket's name and of nothing else. */
export const port = 5432;

/** Bytes that the path of a socket may have: `sun_path` without its final zero, on Linux and on macOS. */
export const maxSocketPath = process.platform === 'darwin' ? 103 : 107;

/** Arguments of the server for a socket in `socketFolder`. */
export function serverArguments(socketFolder: string): string[] {
  // The setting is a list: quotes keep a comma in the path from being read as its separator.
  const quoted = `"${socketFolder.replaceAll('"', '""')}"`;
  const all = { ...fixed, port: String(port), unix_socket_directories: quoted };
  return Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

/**
 * Arguments of initdb. Locale and encoding are the server's own and the same on every machine, whatever the environment
 * says; words are searched for as they are written, since the people concerned write in many languages.
 */
export function initArguments(): string[] {
  return [
    '--username=postgres',
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--text-search-config=simple',
    '--data-checksums',
    '--auth-local=peer',
    '--auth-host=reject',
    '--no-instructions',
    ...Object.entries(initial).flatMap(([name, value]) => ['--set', `${name}=${value}`]),
  ];
}

/** Only the socket, and only for the user that the server runs as, who may be any role of the database. */
export function accessFiles(systemUser: string): Readonly<Record<string, string>> {
  return {
    'pg_hba.conf': 'local all all peer map=cofferdam\n',
    'pg_ident.conf': `cofferdam "${systemUser.replaceAll('"', '""')}" all\n`,
  };
}
