import type { Code } from '#platform/errors';
import type { Concept, Element } from './elements.ts';

export * from './elements.ts';

/** Where in a file: each key is present only where the format has it. All counts start at 1. */
export interface Where {
  readonly page?: number;
  readonly slide?: number;
  readonly sheet?: string;
  readonly cell?: string;
  readonly row?: number;
  readonly line?: number;
  readonly column?: number;
  /** Which part that a reader would not see at once: comment, speaker notes, hidden sheet, header, properties … */
  readonly part?: string;
  /** Path of a field in structured data, without array indexes: `customer.contact.email`. Keys only, never values. */
  readonly field?: string;
}

/** A value in a block: `text.slice(start, end)`, with the header or label that governs it. Offsets are UTF-16. */
export interface Cell {
  readonly start: number;
  readonly end: number;
  /** Column header or field label, as written. */
  readonly label?: string;
  /** Column of a table, from 0. */
  readonly column?: number;
  /** The value, where it differs from the text (escapes, quotes). Spans then cover the whole cell. */
  readonly value?: string;
  /** What `where` adds for this cell, e.g. `{cell: 'B7'}`. */
  readonly where?: Where;
}

/** Cells that belong together: a row of a table, an object of JSON, the labelled fields of a form. */
export interface Row {
  readonly cells: readonly Cell[];
  readonly where?: Where;
}

/**
 * A piece of the extracted text. The concatenation of the `text` of all blocks of a file is what `cofferdam extract`
 * prints, and finding spans are byte offsets in it (UTF-8). A block ends where nothing can span into the next
 * (a line end), and holds 1 MiB at most.
 */
export interface Block {
  readonly text: string;
  readonly where: Where;
  /** Records in this block in order of text. Text outside of all cells is searched as prose. */
  readonly rows?: readonly Row[];
  /** Rows with the same table id (unique in the file) share header and columns. Absent: each row is a record of its own. */
  readonly table?: number;
  /**
   * Set by the reader of plain text alone, where a line is longer than a block: the part of `text` that is new. What
   * is before was in the previous block and what is after will be in the next; both are here as context.
   */
  readonly core?: { readonly start: number; readonly end: number };
}

/** Bytes to read: a file, or a member of a container. */
export interface Input {
  /** Bytes in all; undefined where that is not known before the end. */
  readonly size: number | undefined;
  /** Bytes [offset, offset + length), fewer at the end. */
  read(offset: number, length: number): Promise<Uint8Array>;
  /** All bytes in order, from the start; may be called once only on inputs that cannot rewind. */
  stream(): AsyncIterable<Uint8Array>;
}

/** What a format hands out while it reads. Calls must be awaited: that is the back-pressure. */
export interface Sink {
  block(block: Block): Promise<void>;
  /**
   * A file inside this file (archive member, attachment, embedded object), inspected before the promise resolves.
   * Never rejects because of the content of the member: that is reported on the member's own entry. `name` is as
   * stored, hostile or not. `source` may be a whole buffer, or a stream that is drained or closed when it resolves.
   */
  member(name: string, source: Uint8Array | AsyncIterable<Uint8Array>, size?: number): Promise<void>;
  /** A member that cannot be read at all (encrypted, damaged): it is listed as unreadable with this reason. */
  unreadableMember(name: string, reason: Code): Promise<void>;
  /**
   * When the file, or a member of it, was created or changed, as a structure of the format says outside of all text: `at`
   * as `2019-03-04`, or as PDF writes it.
   */
  stamped(what: 'created' | 'changed', at: string): void;
  /** Something of this file was left out; reading goes on. The first reason is the one reported. */
  partial(reason: Code): void;
}

export interface Limits {
  /** Containers in containers. */
  readonly maxDepth: number;
  /** Members below one file on disk, at all depths. */
  readonly maxMembers: number;
  /** Bytes out per byte in, below one file on disk; applies once 64 MiB came out. */
  readonly maxRatio: number;
  /** Bytes that come out of one file on disk, at all depths. */
  readonly maxBytes: number;
  /** Bytes of one input that a reader may hold in memory at once. */
  readonly maxHeldBytes: number;
  /** Wall time for one file on disk, in seconds. */
  readonly maxSeconds: number;
  /** Pixels of pictures below one file on disk that are read by OCR. @default none */
  readonly maxPixels?: number;
}

export interface ExtractContext {
  /** Name of the file or member, as given; a hint. */
  readonly name?: string;
  /** Tried in order on protected files. Never guessed. */
  readonly passwords: readonly string[];
  readonly limits: Limits;
  /** Languages of which pictures are read, `eng`. @default all that are installed */
  readonly languages?: readonly string[];
  /** Counts pixels that are to be read; false where they are more than are left. Absent: pictures are not read. */
  readonly drawPixels?: (count: number) => boolean;
}

/** The beginning (64 KiB) and the end (64 KiB, where the input can be read at random) of an input. */
export interface Head {
  readonly bytes: Uint8Array;
  readonly tail: Uint8Array;
  readonly size: number | undefined;
  /** `bytes` as text, where they are text in an encoding that was detected; undefined for binary data. */
  readonly text: string | undefined;
  /** File name as given. A hint for ties only: content decides. */
  readonly name: string;
}

/**
 * One file format. A file in src/inspect/formats/ that exports `format` is all that it takes to add one.
 */
export interface Format {
  /** Short name, as in docs/formats.md: `pdf`. */
  readonly id: string;
  readonly mediaType: string;
  /** `inline`: our own code over plain text, safe in the main process. `sandbox`: runs in a sandboxed child. */
  readonly runs: 'inline' | 'sandbox';
  /** 0 (not this format) to 1 (surely); the highest wins. By content: the head's name only breaks ties. */
  detect(head: Head): number;
  /**
   * Plain text that may be read in parts side by side: cut at any line end, or at line ends outside of quotes only. A
   * part is read behind the head of the file, so that header and columns are known.
   */
  readonly cut?: 'lines' | 'rows';
  /**
   * Reads the whole input and hands out blocks and members. Throws a CofferdamError when it cannot go on: the file is
   * then `unreadable` when nothing came out before, else `partial`, with the error's code as reason.
   */
  extract(input: Input, sink: Sink, context: ExtractContext): Promise<void>;
}

export type Status = 'inspected' | 'partial' | 'unreadable';

/** Why a score is what it is. `by` is what it added or took away; the first reason gives the starting score. */
export interface Reason {
  readonly why: string;
  readonly by: number;
}

export interface Finding {
  readonly rule: string;
  readonly element: Element;
  /** 0 to 1; reported from 0.5. */
  readonly score: number;
  /** Bytes of the extracted text in UTF-8. */
  readonly span: { readonly start: number; readonly end: number };
  readonly where: Where;
  /** The value with most of it masked. */
  readonly redacted: string;
  readonly reasons: readonly Reason[];
  /** The value itself; only where the caller asked to reveal. */
  readonly value?: string;
  /** Of the rule `exact-match`: which row of which index has the value. */
  readonly match?: IndexedRow;
}

/** A row of a table of which an index was made; never what it holds. */
export interface IndexedRow {
  readonly index: string;
  /** Header of the column, as written. */
  readonly column: string;
  /** From 1, the header not counted. */
  readonly row: number;
}

/** An index of known values (docs/exact-match.md) and the key that it was made with. */
export interface KnownValues {
  /** How the user calls it, in errors. */
  readonly name: string;
  /** 32 bytes. */
  readonly key: Uint8Array;
  readonly size: number;
  /** Fills `into` from the file, without waiting; throws where the file ends before. */
  read(into: Uint8Array, position: number): void;
}

/** Where a date stands, and what said that it is one. */
export interface DatePlace {
  /** Column of a table, labelled field, line of a log, header of a mail, property of a document. */
  readonly by: 'column' | 'field' | 'line' | 'mail' | 'property';
  /** The known word in the label, `created`; never the label as it is written. */
  readonly said?: string;
  /** Bytes of the extracted text in UTF-8; empty where it stands in no text, but in a structure of the format. */
  readonly span: { readonly start: number; readonly end: number };
  readonly where: Where;
}

/** How often a day is stated. */
export interface DayCount {
  /** `2019-03-04`, as it is written, whatever the zone. */
  readonly day: string;
  readonly count: number;
  /** One of the places. */
  readonly at?: DatePlace;
}

/**
 * Dates by month, small whatever they are of. Tallies add up without loss: months by month, and of the newest days those
 * that stay among the newest.
 */
export interface DateTally {
  readonly count: number;
  /** Dates by month, `2019-03`; by year, `2019`, where nothing tells which figure is the month. */
  readonly months: Readonly<Record<string, number>>;
  /** The newest days on which there are dates, the newest first; `newestDays` at most. */
  readonly newest: readonly DayCount[];
  readonly oldest?: DayCount;
}

/** Days that a tally keeps: more than a month of them, behind a few that stand alone. */
export const newestDays = 40;

/** The dates in one file that say when what is in it was written. Not those of births, of expiry, of plans. */
export interface FileDates {
  /** Of what happened: in columns, fields, lines of logs, mail. */
  readonly events?: DateTally;
  /** Of documents and members of archives: when they were created and changed. */
  readonly documents?: DateTally;
}

/** A file's entry in the result, members of containers included. */
export interface FileEnd {
  /** Number of the file in this run, in order of beginning, from 0. */
  readonly file: number;
  readonly status: Status;
  readonly reason?: Code;
  readonly bytes: number;
  readonly sha256: string;
  /** Findings by element, all of them, listed or not. */
  readonly counts: Partial<Record<Element, number>>;
  /** Findings that the allow list kept out of all else; absent where there are none. */
  readonly allowed?: number;
  /** Pixels of pictures in it that were read; absent where there are none. */
  readonly pixels?: number;
}

/** What one inspection tells, in this order for each file: begin, (findings | text | records | dates)*, end. Files nest. */
export type InspectEvent =
  /** When a file or member is opened; `path` is below the file on disk: '' for itself, `a.zip!/b.csv` style for members. */
  | {
      readonly type: 'begin';
      readonly file: number;
      readonly path: string;
      readonly mediaType: string;
      readonly format: string;
    }
  /** When a block gave findings that the caller wants to see. */
  | { readonly type: 'findings'; readonly file: number; readonly findings: readonly Finding[] }
  /** When text was asked for. */
  | { readonly type: 'text'; readonly file: number; readonly text: string }
  /** When a block gave person records: encoded by persons/encode.ts, keyed hashes only. */
  | {
      readonly type: 'records';
      readonly file: number;
      readonly count: number;
      readonly bytes: Uint8Array;
      /** One for each record, in order; only where `personLabels` asked for them. */
      readonly labels?: readonly PersonLabel[];
    }
  /** Once before the end of a file, or of a part of it, that holds dates. */
  | { readonly type: 'dates'; readonly file: number; readonly dates: FileDates }
  /** When a file is done. */
  | ({ readonly type: 'end' } & FileEnd);

/** By what a human can tell whose record it is. Masked, unless the caller asked to reveal; 120 characters each at most. */
export interface PersonLabel {
  /** Empty where the record states none. */
  readonly name: string;
  /** How much the name says, 0 for nothing to 4 for a full name whose parts are labelled. */
  readonly nameRank: number;
  /** E-mail, else phone, else another identifier. */
  readonly contact: string;
  /** 0 for none; an e-mail has the most. */
  readonly contactRank: number;
}

/** A fact about one person that a row or labelled record states; `value` is in normal form (see persons/normal.ts). */
export interface Fact {
  readonly concept: Concept;
  readonly value: string;
  /** The rule that recognised it; for identifiers the kind matters: `fr-nir` and `es-dni` never contradict. */
  readonly rule?: string;
}

/** One record of one person as the recogniser saw it, before hashing. Lives in memory only. */
export interface RecordDraft {
  readonly file: number;
  readonly span: { readonly start: number; readonly end: number };
  /** Id of the table in the file; two rows of one table with different local ids are different persons. */
  readonly table: number | undefined;
  readonly facts: readonly Fact[];
  /** Where it begins and ends was guessed, as in a list of labelled lines: it may hold something of its neighbour. */
  readonly guessed?: boolean;
}

/** The count of persons. `certain` are surely distinct; `possible` is the most there can be in what was read. */
export interface PersonCount {
  readonly certain: number;
  readonly possible: number;
  /** True as soon as something was not fully read: there may be more. */
  readonly atLeast: boolean;
}

/** A data file of ours (a rule, a label list) as the composition root read it: inspect itself opens nothing. */
export interface Source {
  readonly path: string;
  readonly text: string;
}

export interface InspectorInit {
  readonly formats: readonly Format[];
  /** src/inspect/rules/**.yml */
  readonly rules: readonly Source[];
  /** src/inspect/labels/**.yml */
  readonly labels: readonly Source[];
  /** 32 bytes that key the hashes of persons; one key per run (or incident), the same in every process of the run. */
  readonly key: Uint8Array;
  /**
   * Day of inspection, `YYYY-MM-DD`: minors are told from adults by their birth dates for it, and no date behind it says
   * when data was written. Without it nobody's age is known, and no dates are told.
   */
  readonly asOf?: string;
  /** Values to be found wherever they are. Loaded with the first file. */
  readonly known?: readonly KnownValues[];
  /** Values that are never reported, and no fact about a person: they are counted apart. */
  readonly allow?: AllowList;
  /** Ids of rules to go without, as if there were none such. Ids that no rule has count for nothing. */
  readonly without?: readonly string[];
}

/** Values that were found before, by their keyed hashes. */
export interface Baseline {
  /** 64 hexadecimal digits. */
  readonly key: string;
  readonly names: readonly string[];
}

/** What is known to be nobody's, numbers of documentation, test data of one's own; and what is known already. */
export interface AllowList {
  readonly values: readonly string[];
  /** Regular expressions that match whole values. */
  readonly patterns: readonly string[];
  readonly baseline?: Baseline;
}

export interface InspectOptions {
  /** Name of the file on disk, a hint for format detection. */
  readonly name: string;
  /** Number of the file on disk in this run, below 2^31: keeps the tables of different files apart. @default 0 */
  readonly input?: number;
  readonly passwords: readonly string[];
  readonly limits: Limits;
  /** Languages of which pictures are read. @default all that are installed */
  readonly languages?: readonly string[];
  /** How many findings of each rule in each file are handed out; all are counted. */
  readonly findingsPerRule: number;
  /** Hands out the text as well; `alone`: nothing is looked for in it, which is most of the work. */
  readonly text: boolean | 'alone';
  readonly persons: boolean;
  /** Gives each person record a label, with values masked or as they are. */
  readonly personLabels?: 'masked' | 'revealed';
  readonly reveal: boolean;
  /** Set when an earlier attempt at this input failed inside a member. */
  readonly resume?: Resume;
  /** Set when the input is the head of a large text file with one later part of it behind. */
  readonly part?: Part;
}

/** Where a part of a large file stands in the whole. */
export interface Part {
  /** Byte of the whole extracted text at which the part begins. What stands before, the head, is not reported again. */
  readonly start: number;
  /** What to add to byte offsets and to line numbers of this input to get those of the whole file. */
  readonly bytes: number;
  readonly lines: number;
}

/**
 * How to go on after a reader failed inside a container. File numbers are those of `begin` events, which are the same
 * in every attempt: reading is deterministic. A file that had not ended (an ancestor of the failed one) is read again
 * and repeats its events in the same order; the caller drops as many as it has seen.
 */
export interface Resume {
  /** Files that ended, whole subtrees: `file` is passed over without events and numbering goes on at `next`. */
  readonly ended: readonly { readonly file: number; readonly next: number }[];
  /** Files whose reader failed: not opened again; they end with `reason`, unreadable. */
  readonly failed: readonly { readonly file: number; readonly reason: Code }[];
}

export interface Inspector {
  /** Inspects one file on disk and all it contains. Rejects only when `emit` or `input` fail, never for content. */
  inspect(input: Input, options: InspectOptions, emit: (event: InspectEvent) => Promise<void>): Promise<void>;
  /** The format that would read an input which begins (and ends) like this. */
  detect(head: Head): Format;
}

/** Fixed-width records sorted on disk. One use: push, then read, then close. */
export interface Sorter {
  /** Appends whole records (a multiple of the width). May write a sorted run to disk. */
  push(records: Uint8Array): Promise<void>;
  /** All records in byte order of their key, in batches of whole records. A batch is valid until the next is taken. */
  sorted(): AsyncIterable<Uint8Array>;
  close(): Promise<void>;
}

/** Temporary disk space of one run: made by platform, handed to inspect. Everything in it is gone at the end. */
export interface SpillStore {
  /** Sorts records of `width` bytes by their first `keyBytes` bytes (unsigned, lexicographic). */
  sorter(width: number, keyBytes: number): Sorter;
  close(): Promise<void>;
}
