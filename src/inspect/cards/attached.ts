import { readDataUri } from '../markup/data-uri.ts';
import { isBase64, type Property } from './content-line.ts';

/** A file that a property holds. */
export interface Attached {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** The file in a property, in base64 or as a `data:` address; undefined where it holds text or a link. */
export function attachedTo({ name, parameters, value }: Property, number: number): Attached | undefined {
  if (/^data:/i.test(value)) return readDataUri(value.replaceAll('\\,', ','), number);
  if (!isBase64(parameters)) return undefined;
  const stated = parameters.get('X-FILENAME') ?? parameters.get('FILENAME') ?? parameters.get('X-APPLE-FILENAME');
  const type = parameters.get('FMTTYPE') ?? parameters.get('MEDIATYPE') ?? parameters.get('TYPE') ?? '';
  const ending = /([a-z0-9]{1,10})$/i.exec(type)?.[1]?.toLowerCase() ?? 'bin';
  const bytes = Buffer.from(value, 'base64');
  return bytes.length === 0 ? undefined : { name: stated ?? `${name.toLowerCase()}-${number}.${ending}`, bytes };
}
