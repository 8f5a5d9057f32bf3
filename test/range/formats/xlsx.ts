import { type Cell, isItem, type Part, textOf } from '../document.ts';
import type { Day } from '../people/person.ts';
import type { FileLedger, Place } from '../truth/ledger.ts';
import { valuesOf } from '../truth/page.ts';
import type { Rendering, Writer } from './format.ts';
import { office, officeRelations, type Part as PackagePart, relsOf, xmlHead } from './office.ts';
import { markup } from './xml.ts';

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const mime = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** Excel: several sheets, a hidden one, comments, shared strings, dates and numbers as numbers. */
export const xlsx: Writer = {
  extension: 'xlsx',
  render({ document, file, random, words }: Rendering) {
    const strings = new Strings();
    const dates = random.chance(0.7) ? 'numbers' : 'text';
    const titles = words.language[document.language].titles;
    const names: string[] = [];
    const nameOf = () => {
      let name = random
        .pick(titles)
        .replaceAll(/[\\/?*[\]:]/g, ' ')
        .slice(0, 28);
      while (names.includes(name)) name += '2';
      names.push(name);
      return name;
    };
    const sheets = document.parts
      .filter((part) => part.kind !== 'prose')
      .map((part) => new Sheet(nameOf(), 'visible', [part], random.chance(0.2) ? random.int(1, 3) : 0));
    const prose = document.parts.filter((part) => part.kind === 'prose');
    if (prose.length > 0) sheets.push(new Sheet(nameOf(), 'visible', prose, 0));
    if (document.hidden !== undefined) sheets.push(new Sheet(nameOf(), 'hidden', document.hidden, 0));
    const parts: PackagePart[] = sheets.map((sheet, at) => ({
      path: `xl/worksheets/sheet${at + 1}.xml`,
      type: `${mime}.worksheet+xml`,
      xml: sheet.write(file, strings, dates),
    }));
    const list = sheets
      .map(
        ({ name, state }, at) =>
          `<sheet name="${markup(name)}" sheetId="${at + 1}"${state === 'hidden' ? ' state="hidden"' : ''} r:id="rId${at + 1}"/>`,
      )
      .join('');
    parts.unshift({
      path: 'xl/workbook.xml',
      type: `${mime}.sheet.main+xml`,
      xml: `${xmlHead}<workbook xmlns="${main}" xmlns:r="${officeRelations}"><sheets>${list}</sheets></workbook>`,
    });
    parts.push(
      { path: 'xl/styles.xml', type: `${mime}.styles+xml`, xml: styles },
      { path: 'xl/sharedStrings.xml', type: `${mime}.sharedStrings+xml`, xml: strings.xml() },
    );
    const links = [
      ...sheets.map((_, at) => ({ id: `rId${at + 1}`, type: 'worksheet', target: `worksheets/sheet${at + 1}.xml` })),
      { id: 'rIdS', type: 'styles', target: 'styles.xml' },
      { id: 'rIdT', type: 'sharedStrings', target: 'sharedStrings.xml' },
    ];
    const rels = [relsOf('xl/workbook.xml', links)];
    if (random.chance(0.3)) {
      parts.push({
        path: 'xl/comments1.xml',
        type: `${mime}.comments+xml`,
        xml: `${xmlHead}<comments xmlns="${main}"><authors><author>Office</author></authors><commentList><comment ref="A1" authorId="0"><text><r><t>${markup(random.pick(words.noteWords))}</t></r></text></comment></commentList></comments>`,
      });
      rels.push(relsOf('xl/worksheets/sheet1.xml', [{ id: 'rId1', type: 'comments', target: '../comments1.xml' }]));
    }
    return office('xl/workbook.xml', parts, rels, document, file);
  },
};

/** Style 1 is the built-in short date (number format 14). */
const styles = `${xmlHead}<styleSheet xmlns="${main}"><fonts count="1"><font><sz val="11"/></font></fonts><fills count="1"><fill><patternFill patternType="none"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>`;

class Strings {
  readonly #ids = new Map<string, number>();

  id(text: string): number {
    const known = this.#ids.get(text);
    if (known !== undefined) return known;
    this.#ids.set(text, this.#ids.size);
    return this.#ids.size - 1;
  }

  xml(): string {
    const items = [...this.#ids.keys()].map((text) => `<si><t xml:space="preserve">${markup(text)}</t></si>`).join('');
    return `${xmlHead}<sst xmlns="${main}" count="${this.#ids.size}" uniqueCount="${this.#ids.size}">${items}</sst>`;
  }
}

function columnName(column: number): string {
  return (
    (column >= 26 ? String.fromCharCode(64 + Math.floor(column / 26)) : '') + String.fromCharCode(65 + (column % 26))
  );
}

/** Days since 1899-12-30, as the program counts. */
function serial({ year, month, day }: Day): number {
  return Math.round(Date.UTC(year, month - 1, day) / 86_400_000) + 25_569;
}

class Sheet {
  readonly name: string;
  readonly state: 'visible' | 'hidden';
  readonly #parts: readonly Part[];
  #row: number;
  readonly #rows: string[] = [];

  /** `top`: empty or title rows above the header. */
  constructor(name: string, state: 'visible' | 'hidden', parts: readonly Part[], top: number) {
    this.name = name;
    this.state = state;
    this.#parts = parts;
    this.#row = top;
  }

  write(file: FileLedger, strings: Strings, dates: 'numbers' | 'text'): string {
    const line = (cells: readonly Cell[]) => this.#line(cells, file, strings, dates);
    if (this.#row > 0) {
      const top = this.#row;
      this.#row = 0;
      line([[this.name]]);
      this.#row = top;
    }
    for (const part of this.#parts) {
      if (part.kind === 'prose') {
        line([part.pieces]);
      } else if (part.kind === 'table') {
        if (!part.headless) line(part.columns.map(({ header }) => [header]));
        for (const row of part.rows)
          file.record(row.person, line(row.cells), valuesOf(row.cells), this.#place(this.#row));
      } else {
        const place = this.#place(this.#row + 1);
        const ids = part.fields.flatMap(({ column, value }) => line([[column.header], value]));
        file.record(part.person, ids, valuesOf(part.fields.map(({ value }) => value)), place);
        this.#row++;
      }
    }
    return `${xmlHead}<worksheet xmlns="${main}"><sheetData>${this.#rows.join('')}</sheetData></worksheet>`;
  }

  #place(row: number): Place {
    return { sheet: this.name, row, ...(this.state === 'hidden' ? { part: 'hidden sheet' } : {}) };
  }

  #line(cells: readonly Cell[], file: FileLedger, strings: Strings, dates: 'numbers' | 'text'): (number | undefined)[] {
    const row = ++this.#row;
    const ids: (number | undefined)[] = [];
    let out = '';
    for (const [column, cell] of cells.entries()) {
      const ref = `${columnName(column)}${row}`;
      for (const piece of cell) if (isItem(piece)) ids.push(file.item(piece, { ...this.#place(row), cell: ref }));
      const [first] = cell;
      if (first === undefined) continue;
      const day = isItem(first) ? first.day : undefined;
      const text = textOf(cell);
      if (day !== undefined && dates === 'numbers') out += `<c r="${ref}" s="1"><v>${serial(day)}</v></c>`;
      else if (isItem(first) && first.near !== undefined && /^[1-9]\d{0,14}$/.test(text))
        out += `<c r="${ref}"><v>${text}</v></c>`;
      else out += `<c r="${ref}" t="s"><v>${strings.id(text)}</v></c>`;
    }
    this.#rows.push(`<row r="${row}">${out}</row>`);
    return ids;
  }
}
