import type { Format } from '../../src/inspect/contract.ts';
import { collect, context, memoryInput } from './memory.ts';

/** What a reader made of a text, in a shape that tests compare. */
export interface Reading {
  /** All blocks put together, context left out. */
  readonly text: string;
  /** Values of the cells of each row, `label=value` where there is a label. */
  readonly rows: readonly string[][];
  readonly tables: readonly (number | undefined)[];
  readonly partials: readonly string[];
  /** Length of the longest block. */
  readonly longest: number;
  readonly blocks: number;
}

/** Reads bytes that arrive `step` at a time; throws where blocks or cells break the contract. */
export async function read(format: Format, bytes: Uint8Array | string, step = 65_536): Promise<Reading> {
  const collected = collect();
  await format.extract(memoryInput(bytes, step), collected.sink, context());
  let text = '';
  let line = 1;
  const rows: string[][] = [];
  for (const block of collected.blocks) {
    const core = block.core ?? { start: 0, end: block.text.length };
    if (!text.endsWith(block.text.slice(0, core.start))) throw new Error('context is not what was before');
    if (block.where.line !== line) throw new Error('line of the block is wrong');
    const own = block.text.slice(core.start, core.end);
    text += own;
    line += own.split('\n').length - 1;
    let end = 0;
    for (const row of block.rows ?? []) {
      for (const cell of row.cells) {
        if (cell.start < end) throw new Error('cells overlap or are out of order');
        end = cell.end;
      }
      rows.push(
        row.cells.map((cell) => {
          const value = cell.value ?? block.text.slice(cell.start, cell.end);
          return cell.label === undefined ? value : `${cell.label}=${value}`;
        }),
      );
    }
  }
  return {
    text,
    rows,
    tables: [...new Set(collected.blocks.filter((block) => block.rows !== undefined).map((block) => block.table))],
    partials: collected.partials,
    longest: Math.max(0, ...collected.blocks.map((block) => block.text.length)),
    blocks: collected.blocks.length,
  };
}
