import type { IncomingHttpHeaders } from 'node:http';
import type { Once } from '#platform/db';
import { fail } from '#platform/errors';
import { type evidence, impact } from '#respond';

export const version = '1.0.0';
export const partType = 'application/offset+octet-stream';

/** What the server speaks beside the core of tus 1.0. */
export const extensions = 'creation,creation-with-upload,termination,checksum';
export const checksums = 'sha256,sha1';

export function checkVersion(headers: IncomingHttpHeaders): void {
  if (headers['tus-resumable'] !== version) fail('upload-protocol');
}

/** A count of bytes; `request-invalid` for anything but digits, and where it is missing. */
export function countIn(headers: IncomingHttpHeaders, name: string): number {
  const given = headers[name];
  return typeof given === 'string' && /^\d{1,15}$/.test(given) ? Number(given) : fail('request-invalid', name);
}

/** Bytes of the body; undefined where it comes in chunks. */
export function bodyLength(headers: IncomingHttpHeaders): number | undefined {
  return headers['content-length'] === undefined ? undefined : countIn(headers, 'content-length');
}

export function isPart(headers: IncomingHttpHeaders): boolean {
  return headers['content-type']?.split(';')[0]?.trim().toLowerCase() === partType;
}

/**
 * What is said of a file: pairs of a name and a value in base64. Names that are not ours are left out, as clients send
 * their own (`filetype`); ours are all checked. Fails with `upload-metadata`.
 */
export function saidIn(headers: IncomingHttpHeaders): evidence.HandIn {
  const given = headers['upload-metadata'];
  const said = new Map<string, Buffer>();
  for (const pair of typeof given === 'string' && given.trim() !== '' ? given.split(',') : []) {
    const [, name = '', value = ''] = /^\s*([\x21-\x2b\x2d-\x7e]+)(?: ([A-Za-z0-9+/]*={0,2}))?\s*$/.exec(pair) ?? [];
    if (name === '' || said.has(name)) fail('upload-metadata', 'pairs');
    said.set(name, Buffer.from(value, 'base64'));
  }
  const text = (name: string): string | undefined => said.get(name)?.toString('utf8');
  return {
    name: said.get('filename') ?? said.get('name') ?? Buffer.alloc(0),
    how: (text('how') ?? '') as evidence.HandIn['how'],
    source: text('source'),
    obtained: text('obtained'),
    compartment: text('compartment') as evidence.HandIn['compartment'],
    entity: text('entity'),
    length: countIn(headers, 'upload-length'),
  };
}

/** The same as a header, in the order of docs/evidence.md. */
export function metadataOf({ name, how, source, obtained, compartment, entity }: evidence.HandIn): string {
  return Object.entries({ filename: name, how, source, obtained, compartment, entity })
    .flatMap(([key, value]) => (value === undefined ? [] : `${key} ${Buffer.from(value as string).toString('base64')}`))
    .join(',');
}

const digestBytes = { sha1: 20, sha256: 32 } as const;

/** Undefined without one; `request-invalid` for an algorithm that is not ours or a value that is no digest. */
export function checksumIn(headers: IncomingHttpHeaders): evidence.Checksum | undefined {
  const given = headers['upload-checksum'];
  if (given === undefined) return undefined;
  const [, algorithm, value = ''] = /^(sha1|sha256) ([A-Za-z0-9+/]+={0,2})$/.exec(String(given)) ?? [];
  const digest = Buffer.from(value, 'base64');
  if ((algorithm !== 'sha1' && algorithm !== 'sha256') || digest.length !== digestBytes[algorithm]) {
    fail('request-invalid', 'upload-checksum');
  }
  return { algorithm, digest };
}

/** Of all headers together Node takes 16 KiB. */
const mostPasswordSigns = 8192;

/**
 * Passwords to be tried on what is protected, none where the header is missing. It comes with every request that may end
 * the upload, is in no log of the server, and is none of what a repeated beginning is compared by. Fails with
 * `upload-passwords`.
 */
export function passwordsIn(headers: IncomingHttpHeaders): readonly string[] {
  const given = headers['upload-passwords'];
  if (given === undefined) return [];
  if (typeof given !== 'string' || given.length > mostPasswordSigns) fail('upload-passwords', 'length');
  const { data } = impact.givenPasswords.safeParse(given.split(',').map(passwordOf));
  return data ?? fail('upload-passwords', 'passwords');
}

function passwordOf(value: string): string {
  const [, digits] = /^\s*([A-Za-z0-9+/]+={0,2})\s*$/.exec(value) ?? fail('upload-passwords', 'base64');
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Buffer.from(digits ?? '', 'base64'));
  } catch {
    return fail('upload-passwords', 'UTF-8');
  }
}

/** A beginning that may be repeated: what it says is in headers, and its body is no part of it. */
export function onceIn(
  headers: IncomingHttpHeaders,
  incident: string,
  fingerprintOf: (said: string) => string,
): Once | undefined {
  const key = headers['idempotency-key'];
  if (key === undefined) return undefined;
  if (typeof key !== 'string' || !/^[\x21-\x7e]{1,200}$/.test(key)) fail('request-invalid', 'idempotency-key');
  const said = JSON.stringify(['upload.begin', incident, headers['upload-length'], headers['upload-metadata']]);
  return { key, fingerprint: fingerprintOf(said) };
}
