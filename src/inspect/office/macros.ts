import { fail } from '#platform/errors';
import type { BlockWriter } from '../blocks/block-writer.ts';
import { hold, type RandomInput } from '../bytes/random-input.ts';
import { decoderOf, encodingOfPage } from '../text/code-pages.ts';
import { CompoundFile } from './compound-file.ts';
import { decompressMacros } from './macro-compression.ts';

/** A module of a macro project with its source text. */
interface MacroModule {
  readonly name: string;
  readonly text: string;
}

/** Records of the project's directory ([MS-OVBA] 2.3.4.2). */
const record = { codePage: 0x03, version: 0x09, streamName: 0x1a, offset: 0x31 } as const;
/** The version record tells 4 for its size and is 6 bytes long. */
const versionBytes = 6;

/**
 * The source of all modules of a `vbaProject.bin`. What Office compiled of it is not read: it says nothing that the
 * source does not, unless somebody took the source away. Throws `damaged`, `limit-memory`, and `format-unsupported`
 * where the compound file is no macro project.
 */
async function* readMacros(input: RandomInput, maxHeld: number): AsyncGenerator<MacroModule> {
  const file = await CompoundFile.open(input);
  const directory = file.entry('dir');
  if (directory === undefined) fail('format-unsupported', 'compound file');
  const { codePage, modules } = readDirectory(decompressMacros(await hold(file.read(directory), maxHeld), maxHeld));
  const decoder = decoderOf(encodingOfPage(codePage) ?? 'windows-1252');
  for (const { stream, offset } of modules) {
    const name = decoder.decode(stream);
    const entry = file.entry(name);
    if (entry === undefined) fail('damaged', 'macro module');
    const bytes = await hold(file.read(entry), maxHeld);
    yield { name, text: decoder.decode(decompressMacros(bytes.subarray(offset), maxHeld)) };
  }
}

/** Writes the source of all modules, each under its name. */
export async function writeMacros(input: RandomInput, writer: BlockWriter, maxHeld: number): Promise<void> {
  for await (const { name, text } of readMacros(input, maxHeld)) {
    writer.place({ part: `macro ${name}` });
    for (const line of text.split(/\r\n|\r|\n/)) writer.line(line);
    await writer.drain();
  }
}

interface ProjectDirectory {
  readonly codePage: number;
  readonly modules: readonly { readonly stream: Uint8Array; readonly offset: number }[];
}

function readDirectory(bytes: Uint8Array): ProjectDirectory {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const modules: { stream: Uint8Array; offset: number }[] = [];
  let codePage = 1252;
  let stream: Uint8Array | undefined;
  for (let at = 0; at + 6 <= bytes.length; ) {
    const id = view.getUint16(at, true);
    const size = id === record.version ? versionBytes : view.getUint32(at + 2, true);
    at += 6;
    if (at + size > bytes.length) fail('damaged', 'macro project');
    if (id === record.codePage && size >= 2) codePage = view.getUint16(at, true);
    if (id === record.streamName) stream = bytes.subarray(at, at + size);
    if (id === record.offset && size >= 4 && stream !== undefined) {
      modules.push({ stream, offset: view.getUint32(at, true) });
      stream = undefined;
    }
    at += size;
  }
  return { codePage, modules };
}
