import { fail } from '#platform/errors';
import type { CompoundEntry, CompoundFile } from '../compound-file.ts';
import { type BiffRecord, readRecords, record } from './biff-records.ts';
import type { LegacyReading } from './reading.ts';
import { WorkbookGlobals } from './workbook-globals.ts';
import { Worksheet } from './worksheet.ts';

const biff8 = 0x600;
const biff5 = 0x500;
/** Kinds of substreams ([MS-XLS] 2.4.21): of the workbook as a whole, and of a chart inside a sheet. */
const whole = 5;
const chart = 0x20;

/** Reads the sheets of a workbook of Excel 5 to 2003. */
export async function readWorkbookStream(
  reading: LegacyReading,
  file: CompoundFile,
  entry: CompoundEntry,
): Promise<void> {
  const { writer, sink, context, outer } = reading;
  const globals = new WorkbookGlobals();
  const open: (Worksheet | undefined)[] = [];
  let begun = false;
  const begin = (found: BiffRecord): void => {
    const { data, offset } = found;
    if (data.length < 4) fail('damaged', 'workbook');
    const version = data.readUInt16LE(0);
    if (!begun && version !== biff8 && version !== biff5) fail('feature-unsupported', 'workbook before Excel 5');
    if (!begun) globals.isWide = version === biff8;
    begun = true;
    const kind = data.readUInt16LE(2);
    const sheet = globals.sheets.get(offset);
    if (kind === whole || kind === chart) {
      open.push(undefined);
      return;
    }
    const part = [outer.part, sheet?.part ?? (sheet === undefined ? 'sheet outside of the workbook' : undefined)];
    const named = part.filter((piece) => piece !== undefined).join(', ');
    const where = { ...outer, sheet: sheet?.name ?? '', ...(named === '' ? {} : { part: named }) };
    open.push(new Worksheet(writer, globals, where, reading.tables.next()));
  };
  const end = (): void => {
    const sheet = open.pop();
    sheet?.end();
    if (sheet?.missedString === true) sink.partial(globals.cut ? 'limit-memory' : 'damaged');
  };
  try {
    for await (const found of readRecords(file.read(entry), context.passwords, context.limits.maxHeldBytes / 4)) {
      if (found.type === record.begin) begin(found);
      else if (!begun) fail('damaged', 'workbook');
      else if (found.type === record.eof) end();
      else if (open.at(-1) === undefined) globals.read(found);
      else open.at(-1)?.read(found);
      await writer.drain();
    }
    if (open.length > 0 || !begun) sink.partial('damaged');
  } finally {
    while (open.length > 0) end();
    if (globals.cut) sink.partial('limit-memory');
    for (const name of globals.names) reading.say('defined names', undefined, name);
  }
}
