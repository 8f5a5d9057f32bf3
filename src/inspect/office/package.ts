import { Reader, ZipReader } from '@zip.js/zip.js';
import { CofferdamError, fail } from '#platform/errors';
import type { Input, Limits, Sink } from '../contract.ts';
import { type RandomInput, randomAccess } from '../bytes/random-input.ts';
import { partData } from './part-data.ts';
import { type Found, findEntries } from './recover.ts';
import { type Attributes, attribute, readXml } from './xml.ts';

/** A part of an office package. */
export interface Part {
  /** As stored, without a leading slash. */
  readonly name: string;
  /** In lower case: names of parts do not tell cases apart. */
  readonly key: string;
  readonly contentType: string;
  open(): AsyncIterable<Uint8Array>;
}

/** A link from a part to another part or, where `external`, out of the package. */
export interface Relation {
  readonly id: string;
  /** Last segment of the type: `worksheet`, `comments`, `hyperlink`. */
  readonly type: string;
  /** Key of the part, or the address as written where external. */
  readonly target: string;
  readonly external: boolean;
}

/** Bytes that may come out of a package before the ratio counts. */
const ratioFloor = 1 << 26;

/** An OOXML package (ECMA-376 part 2), read at random. */
export class OfficePackage {
  readonly parts: readonly Part[];
  readonly #byKey = new Map<string, Part>();

  constructor(parts: readonly Part[]) {
    this.parts = parts;
    for (const part of parts) if (!this.#byKey.has(part.key)) this.#byKey.set(part.key, part);
  }

  part(key: string): Part | undefined {
    return this.#byKey.get(key);
  }

  /** The links of a part; none where it has no list of them. */
  async relations(key: string): Promise<Relation[]> {
    const slash = key.lastIndexOf('/') + 1;
    const list = this.part(`${key.slice(0, slash)}_rels/${key.slice(slash)}.rels`);
    return list === undefined ? [] : readRelations(list, key);
  }
}

/** Reads one list of links; targets are resolved against the part `owner`. */
export async function readRelations(list: Part, owner: string): Promise<Relation[]> {
  const relations: Relation[] = [];
  const open = (name: string, attributes: Attributes): void => {
    if (name !== 'Relationship') return;
    const target = attribute(attributes, 'Target') ?? '';
    const external = attribute(attributes, 'TargetMode')?.toLowerCase() === 'external';
    const type = attribute(attributes, 'Type') ?? '';
    relations.push({
      id: attribute(attributes, 'Id') ?? '',
      type: type.slice(type.lastIndexOf('/') + 1),
      target: external ? target : resolve(owner, target),
      external,
    });
  };
  await readXml(list.open(), { open, close: nothing, text: nothing });
  return relations;
}

/** Opens a package; where its directory is lost, what can be found from the start, as `partial`. */
export async function openPackage(input: Input, sink: Sink, limits: Limits): Promise<OfficePackage> {
  const random = await randomAccess(input, limits.maxHeldBytes);
  let entries: Found[];
  try {
    entries = await directory(random, limits.maxMembers);
  } catch (error) {
    if (error instanceof CofferdamError && error.code !== 'damaged') throw error;
    entries = await findEntries(random, limits.maxMembers);
    if (entries.length === 0) fail('damaged', 'zip directory', error);
    sink.partial('damaged');
  }
  const spend = budget(random.size, limits);
  const open = (entry: Found) =>
    async function* (): AsyncGenerator<Uint8Array> {
      if (entry.encrypted) fail('protection-unsupported', 'zip entry');
      for await (const bytes of partData(random, entry)) {
        spend(bytes.length);
        yield bytes;
      }
    };
  const bare = entries
    .filter((entry) => !entry.name.endsWith('/'))
    .map((entry) => {
      const name = entry.name.replaceAll('\\', '/').replace(/^\/+/, '');
      return { name, key: name.toLowerCase(), contentType: '', open: open(entry) };
    });
  const types = bare.find((part) => part.key === '[content_types].xml');
  if (types === undefined) return new OfficePackage(bare);
  try {
    const typeOf = await contentTypes(types);
    return new OfficePackage(bare.map((part) => ({ ...part, contentType: typeOf(part.key) })));
  } catch (error) {
    if (!(error instanceof CofferdamError) || error.code.startsWith('limit-')) throw error;
    sink.partial(error.code);
    return new OfficePackage(bare);
  }
}

async function directory(input: RandomInput, maxMembers: number): Promise<Found[]> {
  const reader = new ZipReader(new InputReader(input), { useWebWorkers: false, strictness: 'tolerant' });
  const found: Found[] = [];
  for await (const entry of reader.getEntriesGenerator()) {
    if (found.length >= maxMembers) fail('limit-members');
    found.push({
      name: entry.filename,
      offset: entry.offset,
      compressedSize: entry.compressedSize,
      size: entry.uncompressedSize,
      crc: entry.crc32,
      method: entry.compressionMethod,
      encrypted: entry.encrypted,
    });
  }
  return found;
}

class InputReader extends Reader<RandomInput> {
  readonly #input: RandomInput;

  constructor(input: RandomInput) {
    super(input);
    this.#input = input;
    this.size = input.size;
  }

  override async readUint8Array(index: number, length: number): Promise<Uint8Array> {
    return Uint8Array.from(await this.#input.read(index, length));
  }
}

/** Counts what comes out of all parts together, also of parts that are read twice. */
function budget(size: number, limits: Limits): (bytes: number) => void {
  let out = 0;
  return (bytes) => {
    out += bytes;
    if (out > limits.maxBytes) fail('limit-bytes');
    if (out > ratioFloor && out > size * limits.maxRatio) fail('limit-ratio');
  };
}

async function contentTypes(part: Part): Promise<(key: string) => string> {
  const overrides = new Map<string, string>();
  const defaults = new Map<string, string>();
  const open = (name: string, attributes: Attributes): void => {
    const type = (attribute(attributes, 'ContentType') ?? '').toLowerCase();
    const partName = attribute(attributes, 'PartName');
    const extension = attribute(attributes, 'Extension');
    if (name === 'Override' && partName !== undefined) overrides.set(partName.replace(/^\/+/, '').toLowerCase(), type);
    if (name === 'Default' && extension !== undefined) defaults.set(extension.toLowerCase(), type);
  };
  await readXml(part.open(), { open, close: nothing, text: nothing });
  return (key) => overrides.get(key) ?? defaults.get(key.slice(key.lastIndexOf('.') + 1)) ?? '';
}

/** The key of the part that `target`, as written in a link of `owner`, names. */
function resolve(owner: string, target: string): string {
  const base = target.startsWith('/') ? [] : owner.split('/').slice(0, -1);
  for (const step of target.replaceAll('\\', '/').split('/')) {
    if (step === '..') base.pop();
    else if (step !== '.' && step !== '') base.push(step);
  }
  const path = base.join('/').toLowerCase();
  try {
    return decodeURI(path);
  } catch {
    return path;
  }
}

function nothing(): void {
  // Neither text nor ends of elements matter in lists of attributes.
}
