import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { contradicting, crowded, mostRulings, mostSides, readCsv, type RecordPlace, type Ruling } from '#inspect';
import { fail } from '#platform/errors';
import { usualNumber } from '#server/inspection';
import { printable } from './walk.ts';

/** What somebody decided, and where each was read: file and line. */
export interface ReadRulings {
  readonly rulings: readonly Ruling[];
  readonly places: readonly string[];
}

/** Columns of a list of doubts (doubts-file.ts) that are read; all others are for people. */
const columns = ['decision', 'file', 'start', 'other file', 'other start'] as const;

/**
 * Reads lists of doubts with `same` or `apart` in the column `decision`, or nothing where nobody has decided yet. Fails
 * with `not-found`, `not-readable` or `rulings-invalid`, which names the line and never what is in it.
 */
export async function readRulings(paths: readonly string[]): Promise<ReadRulings> {
  const rulings: Ruling[] = [];
  const places: string[] = [];
  for (const path of paths) {
    const name = printable(path);
    for await (const { line, ruling } of rulingsIn(path)) {
      rulings.push(ruling);
      places.push(`${name}, line ${line}`);
      if (rulings.length > mostRulings) fail('rulings-invalid', `${places.at(-1)}: more than ${mostRulings} decisions`);
    }
  }
  const [against] = contradicting(rulings);
  if (against !== undefined)
    fail('rulings-invalid', `${places[against]}: they are apart here, and one person by other lines`);
  const [beyond] = crowded(rulings);
  if (beyond !== undefined)
    fail('rulings-invalid', `${places[beyond]}: a record is not another's by more than ${mostSides} decisions`);
  return { rulings, places };
}

async function* rulingsIn(path: string): AsyncGenerator<{ readonly line: number; readonly ruling: Ruling }> {
  const name = printable(path);
  let at: readonly number[] | undefined;
  for await (const { line, cells } of readCsv(await openTable(path), 'rulings-invalid')) {
    const wrong = (what: string): never => fail('rulings-invalid', `${name}, line ${line}: ${what}`);
    if (at === undefined) {
      at = columns.map((column) => {
        const index = cells.findIndex((cell) => cell.toLowerCase() === column);
        return index < 0 ? wrong(`there is no column ${column}`) : index;
      });
      continue;
    }
    const [decision = '', ...where] = at.map((index) => cells[index] ?? '');
    if (decision === '') continue;
    const word = decision.toLowerCase();
    if (word !== 'same' && word !== 'apart') wrong('the decision is neither same nor apart');
    const [file = '', start = '', otherFile = '', otherStart = ''] = where;
    const [one, two] = [placeOf(file, start), placeOf(otherFile, otherStart)];
    if (one === undefined || two === undefined) return wrong('it does not say where the records are');
    yield { line, ruling: { same: word === 'same', one, two } };
  }
  if (at === undefined) fail('rulings-invalid', `${name}: it is empty`);
}

async function openTable(path: string): Promise<AsyncIterable<Uint8Array>> {
  const found = await stat(path).catch(() => fail('not-found', path));
  if (!found.isFile()) fail('not-readable', path);
  return createReadStream(path);
}

function placeOf(file: string, start: string): RecordPlace | undefined {
  if (file === '' || !/^\d{1,14}$/u.test(start)) return undefined;
  // What a spreadsheet would run as a formula was written with an apostrophe in front.
  return { file: usualNumber(file.replace(/^'(?=[=+\-@\t\r])/u, '')), start: Number(start) };
}
