/** Headers of requests and answers, beside what HTTP itself has. */
export const headers = {
  'If-Match': {
    description: 'ETag of what was read and is changed',
    schema: { type: 'string', pattern: '^"[1-9]\\d{0,8}"$' },
  },
  'Idempotency-Key': {
    description: 'Chosen by the caller; the same request again within a day gets the answer of the first',
    schema: { type: 'string', pattern: '^[\\x21-\\x7e]{1,200}$' },
  },
  ETag: {
    description: 'Version of what is answered, for If-Match',
    schema: { type: 'string', pattern: '^"[1-9]\\d{0,8}"$' },
  },
  Range: {
    description: 'One range of bytes (RFC 9110, 14.1.2)',
    schema: { type: 'string', pattern: '^bytes=\\d*-\\d*$' },
  },
  'Content-Range': { description: 'Which bytes these are', schema: { type: 'string' } },
  'Content-Disposition': { description: 'A name to save it under', schema: { type: 'string' } },
  Location: { description: 'Path of the upload', schema: { type: 'string' } },
  'Tus-Resumable': { description: 'Version of tus', schema: { type: 'string', const: '1.0.0' } },
  'Tus-Version': { description: 'Versions of tus that are spoken', schema: { type: 'string' } },
  'Tus-Extension': { description: 'Extensions of tus that are spoken', schema: { type: 'string' } },
  'Tus-Checksum-Algorithm': { description: 'Algorithms for Upload-Checksum', schema: { type: 'string' } },
  'Upload-Length': { description: 'Bytes of the whole file', schema: { type: 'integer', minimum: 0 } },
  'Upload-Offset': { description: 'Bytes that are safe', schema: { type: 'integer', minimum: 0 } },
  'Upload-Metadata': {
    description: 'What is said of the file, as docs/evidence.md has it: names, each with a value in base64',
    schema: { type: 'string' },
  },
  'Upload-Checksum': {
    description: 'Of this part: `sha256` or `sha1`, a space, the digest in base64',
    schema: { type: 'string', pattern: '^(sha1|sha256) [A-Za-z0-9+/]+={0,2}$' },
  },
  'X-HTTP-Method-Override': {
    description: 'What is meant',
    schema: { type: 'string', enum: ['PATCH', 'DELETE'] },
  },
} as const;
type Header = keyof typeof headers;

/** What an operation says in headers and in bytes, and its schemas do not hold. */
export interface Wire {
  /** Media type of a body that is read as it comes. */
  readonly takes?: string;
  /** The body may be left out; its schema has to take null. */
  readonly bodyMayLack?: true;
  /** Headers that it reads; with `?` those that may be left out. */
  readonly asks?: readonly (Header | `${Header}?`)[];
  /** Headers of its answer. */
  readonly tells?: readonly Header[];
  /** Answers 206 where a range is asked for. */
  readonly alsoPart?: true;
}

const part = 'application/offset+octet-stream';
const stands = ['Tus-Resumable', 'Upload-Offset', 'Upload-Length'] as const;

/** By id of the operation. */
export const wires: Readonly<Record<string, Wire>> = {
  'upload.options': { tells: ['Tus-Resumable', 'Tus-Version', 'Tus-Extension', 'Tus-Checksum-Algorithm'] },
  'upload.begin': {
    takes: part,
    bodyMayLack: true,
    asks: ['Tus-Resumable', 'Upload-Length', 'Upload-Metadata', 'Upload-Checksum?', 'Idempotency-Key?'],
    tells: ['Location', ...stands],
  },
  'upload.show': { asks: ['Tus-Resumable'], tells: [...stands, 'Upload-Metadata'] },
  'upload.part': { takes: part, asks: ['Tus-Resumable', 'Upload-Offset', 'Upload-Checksum?'], tells: stands },
  'upload.end': { asks: ['Tus-Resumable'], tells: ['Tus-Resumable'] },
  'upload.override': {
    takes: part,
    bodyMayLack: true,
    asks: ['Tus-Resumable', 'X-HTTP-Method-Override', 'Upload-Offset?', 'Upload-Checksum?'],
    tells: ['Tus-Resumable'],
  },
  'runs.restart': { bodyMayLack: true },
  'roster.preview': { takes: 'text/csv' },
  'roster.load': { takes: 'text/csv' },
  'evidence.read': { asks: ['Range?'], tells: ['Content-Disposition', 'Content-Range'], alsoPart: true },
  'evidence.export': { tells: ['Content-Disposition'] },
  'persons.export': { tells: ['Content-Disposition'] },
  'reports.make': { tells: ['Content-Disposition'] },
  'log.export': { tells: ['Content-Disposition'] },
};

/** What names in paths are ids of. */
export const parameters: Readonly<Record<string, string>> = {
  incident: 'Id of the incident',
  evidence: 'Id of the item of evidence, which is that of its upload',
  reading: 'Id of the permission to read, as it was answered when a reason was given',
  rule: 'Id of the rule, as `rules.list` has it',
  own: 'Id of a rule of the organisation, as `own-rules.list` has it',
  off: 'Id of the entry by which a rule was turned off, as `rules-off.list` has it',
  run: 'Id of the inspection',
  count: 'Id of the count of persons',
  ruling: 'Id of a decision on two persons, as `rulings.list` has it',
  number: 'Number of the person in this version of the count',
  doubt: 'Number of the pair in this version of the count',
  person: 'Id of the person',
  session: 'Id of the session',
  key: 'Id of the API key, which is no part of the key',
  entity: 'Id of the legal entity',
  view: 'Id of the saved view',
  contact: 'Id of the person to call',
};

export function wireOf({ id }: { readonly id: string }): Wire {
  return wires[id] ?? {};
}
