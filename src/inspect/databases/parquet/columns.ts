import type { SchemaTree } from 'hyparquet';
import { binaryValue } from '../binary-value.ts';

/** A value that is a file, as pictures and documents are. */
interface FileValue {
  readonly bytes: Buffer;
  /** Of its name. */
  readonly ending: string;
}

/** One value of a record as text, where it belongs; or the file that it is. */
type Put = (path: string, text: string, file?: FileValue) => void;

/** A column of the file, with what is inside it. */
export interface Field {
  readonly name: string;
  /** Columns that it becomes: paths of names, without those that only wrap lists. */
  readonly paths: readonly string[];
  /** Hands out the values of one record. */
  show(value: unknown, put: Put): void;
}

const mostDepth = 64;
/** Values of one list that become text; what is beyond is for `onLong`. */
const longestText = 1 << 18;

export function fieldOf(tree: SchemaTree): Field {
  const paths: string[] = [];
  leaves(tree, tree.element.name, paths, 0);
  return { name: tree.element.name, paths, show: (value, put) => show(value, tree, tree.element.name, put, 0) };
}

function leaves(tree: SchemaTree, path: string, paths: string[], depth: number): void {
  const inner = unwrapped(tree);
  if (inner.children.length === 0 || isMap(inner) || depth > mostDepth) paths.push(path);
  else for (const child of inner.children) leaves(child, `${path}.${child.element.name}`, paths, depth + 1);
}

const isMap = ({ element }: SchemaTree): boolean =>
  element.converted_type === 'MAP' ||
  element.converted_type === 'MAP_KEY_VALUE' ||
  element.logical_type?.type === 'MAP';

/** What a list holds: the group that repeats and the one in it stand for nothing of their own. */
function unwrapped(tree: SchemaTree): SchemaTree {
  let inner = tree;
  for (let depth = 0; depth < mostDepth; depth += 1) {
    const [repeated] = inner.children;
    const isList = inner.element.converted_type === 'LIST' || inner.element.logical_type?.type === 'LIST';
    if (!isList || repeated === undefined || inner.children.length > 1) return inner;
    inner = repeated.children.length === 1 ? (repeated.children[0] ?? repeated) : repeated;
  }
  return inner;
}

function show(value: unknown, tree: SchemaTree, path: string, put: Put, depth: number): void {
  if (value === undefined || value === null || depth > mostDepth) return;
  const inner = unwrapped(tree);
  if (Array.isArray(value)) {
    const texts = new Map<string, string[]>();
    const collect: Put = (at, text, file) => {
      if (file !== undefined) return put(at, '', file);
      const known = texts.get(at);
      if (known === undefined) texts.set(at, [text]);
      else known.push(text);
    };
    for (const item of value) show(item, inner, path, collect, depth + 1);
    for (const [at, list] of texts) put(at, list.join('; '));
  } else if (isRecord(value)) {
    if (isMap(inner)) return put(path, pairs(value));
    for (const child of inner.children) {
      show(value[child.element.name], child, `${path}.${child.element.name}`, put, depth + 1);
    }
  } else {
    const one = scalar(value, inner);
    if (typeof one === 'string') put(path, one);
    else put(path, '', one);
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !ArrayBuffer.isView(value);

function pairs(value: Record<string, unknown>): string {
  return Object.entries(value)
    .map(([key, one]) => `${key}: ${typeof one === 'string' ? one : json(one ?? '')}`)
    .join('; ');
}

const json = (value: unknown): string =>
  JSON.stringify(value, (_, one: unknown) => (typeof one === 'bigint' ? String(one) : one)).slice(0, longestText);

function scalar(value: unknown, { element }: SchemaTree): string | FileValue {
  const { scale = 0, logical_type: logical } = element;
  if (value instanceof Uint8Array) {
    const bytes = Buffer.from(value.buffer, value.byteOffset, value.length);
    if (logical?.type === 'DECIMAL') return decimal(signed(bytes), scale);
    const shown = binaryValue(bytes);
    return 'text' in shown ? shown.text : { bytes, ending: shown.file };
  }
  if (logical?.type === 'DECIMAL') {
    if (typeof value === 'bigint') return decimal(value, scale);
    return typeof value === 'number' && Number.isSafeInteger(value) ? decimal(BigInt(value), scale) : '';
  }
  if (logical?.type === 'TIME') return timeOfDay(Number(value), logical.unit);
  return String(value);
}

/** Two's complement, the highest byte first. */
function signed(bytes: Buffer): bigint {
  if (bytes.length === 0 || bytes.length > 64) return 0n;
  return BigInt.asIntN(bytes.length * 8, BigInt(`0x${bytes.toString('hex')}`));
}

function decimal(value: bigint, scale: number): string {
  if (scale <= 0 || scale > 100) return String(value);
  const digits = String(value < 0n ? -value : value).padStart(scale + 1, '0');
  return `${value < 0n ? '-' : ''}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}

function timeOfDay(value: number, unit: 'MILLIS' | 'MICROS' | 'NANOS'): string {
  const seconds = Math.floor(value / { MILLIS: 1e3, MICROS: 1e6, NANOS: 1e9 }[unit]);
  if (!(seconds >= 0 && seconds < 86_400)) return String(value);
  return new Date(seconds * 1000).toISOString().slice(11, 19);
}
