import type { Input } from '#inspect';
import { CutRefused, cutParts, type FilePart } from './cut.ts';

/** Where large text is cut, and from what size on. */
export interface Cutting {
  /** Bytes; smaller files are not worth a second reader. */
  readonly from: number;
  /** Bytes of a part, about. */
  partBytes(size: number): number;
}

/** Each part costs its reader the head once more, so that larger files are cut into larger parts. */
export const usualCutting: Cutting = {
  from: 24 * 1024 * 1024,
  partBytes: (size) => Math.min(32 * 1024 * 1024, Math.max(8 * 1024 * 1024, size / 64)),
};

/** Enough rows for a table's columns to be known. */
const headBytes = 128 * 1024;
const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf]);

/** How a file is read in parts; plain data, which another process can go by. */
export interface PartPlan {
  readonly parts: readonly FilePart[];
  /** What stands in front of every later part: whole rows of the file's beginning. */
  readonly head: FilePart & { readonly endLines: number };
  /** Bytes of the byte order mark. */
  readonly mark: number;
}

/** Undefined where the file cannot be cut. */
export async function planParts(input: Input, quotes: boolean, cutting: Cutting): Promise<PartPlan | undefined> {
  try {
    const parts: FilePart[] = [];
    for await (const part of cutParts(input.stream(), cutting.partBytes(input.size ?? 0), quotes)) parts.push(part);
    const head = await headOf(input, quotes);
    const mark = byteOrderMark.equals(await input.read(0, 3)) ? 3 : 0;
    return head === undefined ? undefined : { parts, head, mark };
  } catch (error) {
    if (error instanceof CutRefused) return undefined;
    throw error;
  }
}

/** The rows that fit into the first bytes of the file. */
async function headOf(input: Input, quotes: boolean): Promise<PartPlan['head'] | undefined> {
  const bytes = await input.read(0, 2 * headBytes);
  const pieces: FilePart[] = [];
  const oneByOne = async function* () {
    for (let at = 0; at < bytes.byteLength; at += 4096) yield bytes.subarray(at, at + 4096);
  };
  try {
    for await (const piece of cutParts(oneByOne(), headBytes, quotes)) pieces.push(piece);
  } catch (error) {
    if (!(error instanceof CutRefused) || pieces.length === 0) return undefined;
  }
  const [first] = pieces;
  if (first === undefined || first.to > 2 * headBytes) return undefined;
  return { ...first, endLines: Buffer.from(bytes.subarray(0, first.to)).toString('latin1').split('\n').length - 1 };
}
