import type { Block, Element, Finding, InspectEvent, InspectOptions, InspectorInit, Source } from '../contract.ts';
import { FileDatesReader } from '../dates/reader.ts';
import { spanUntil } from '../dates/span.ts';
import { ExactIndex, ExactMatcher, type Match } from '../exact/index.ts';
import { compileLabels } from '../labels/classify.ts';
import type { Encoder } from '../persons/encode.ts';
import { compileRules } from '../rules/compile.ts';
import { compileAllowList } from './allow.ts';
import { BlockReader } from './block.ts';
import type { Hit } from './candidate.ts';
import { exactFinding, ExactReader, exactRule } from './exact.ts';
import { Placer } from './place.ts';
import { planRules } from './plan.ts';
import { redact } from './redact.ts';
import { Records } from './records.ts';

/** Tables told apart in one file. */
const mostTables = 2 ** 20;

/** Rules and labels, compiled; opens one recogniser for each file. */
export interface Recogniser {
  open(file: number, options: InspectOptions, emit: (event: InspectEvent) => Promise<void>): FileRecogniser;
}

/** Takes the blocks of one file in order and emits findings, text and person records. */
export interface FileRecogniser {
  readonly counts: Partial<Record<Element, number>>;
  /** Findings that the allow list left out. */
  readonly allowed: number;
  /** Whether values of an index may have been missed, as each place would have taken too long. */
  readonly isCut: boolean;
  block(block: Block): Promise<void>;
  /** See Sink.stamped. */
  stamped(what: 'created' | 'changed', at: string): void;
  close(): Promise<void>;
}

/**
 * Fails with `rule-invalid` when a rule or label file is not valid.
 *
 * Without `asOf`, the day of inspection, no dates are told.
 */
export function createRecogniser(
  rules: readonly Source[],
  labels: readonly Source[],
  encoder: Encoder,
  { asOf, allow, known = [], without = [] }: Pick<InspectorInit, 'asOf' | 'allow' | 'known' | 'without'> = {},
): Recogniser {
  const book = compileLabels(labels);
  const off = new Set(without);
  const used = compileRules(rules).filter(({ id }) => !off.has(id));
  const plan = planRules(used, book.names.given);
  const span = asOf === undefined ? undefined : spanUntil(asOf);
  const allowed = allow === undefined ? undefined : compileAllowList(allow);
  const datesOf = (): FileDatesReader | undefined => span && new FileDatesReader(book.dates, span);
  let matchers: readonly ExactMatcher[] | undefined;
  const exactOf = (): ExactReader | undefined => {
    if (known.length === 0) return undefined;
    matchers ??= known.map((one) => new ExactMatcher(new ExactIndex(one, one.key, one.name)));
    return new ExactReader(matchers);
  };
  return {
    open: (file, options, emit) =>
      new OneFile(file, options, emit, {
        reader: new BlockReader(plan, book, allowed),
        encoder,
        dates: datesOf(),
        exactOf,
      }),
  };
}

/** What reads the blocks of one file. */
interface Reading {
  readonly reader: BlockReader;
  readonly encoder: Encoder;
  readonly dates: FileDatesReader | undefined;
  /** Loads the indexes when it is called first, and may fail. */
  exactOf(): ExactReader | undefined;
}

class OneFile implements FileRecogniser {
  readonly counts: Partial<Record<Element, number>> = {};
  allowed = 0;
  private readonly file: number;
  private readonly options: InspectOptions;
  private readonly emit: (event: InspectEvent) => Promise<void>;
  private readonly reader: BlockReader;
  private readonly records: Records;
  private readonly dates: FileDatesReader | undefined;
  private readonly exactOf: () => ExactReader | undefined;
  private exact: ExactReader | undefined;

  get isCut(): boolean {
    return this.exact?.isCut ?? false;
  }

  private readonly listed = new Map<string, number>();
  /** Bytes before this one are another part's to report. */
  private readonly from: number;
  private bytes: number;

  constructor(
    file: number,
    options: InspectOptions,
    emit: (event: InspectEvent) => Promise<void>,
    { reader, encoder, dates, exactOf }: Reading,
  ) {
    this.file = file;
    this.options = options;
    this.emit = emit;
    this.reader = reader;
    this.records = new Records(file, options.persons ? encoder : undefined, options.personLabels);
    this.dates = dates;
    this.exactOf = exactOf;
    this.from = options.part?.start ?? 0;
    this.bytes = options.part?.bytes ?? 0;
  }

  async block(block: Block): Promise<void> {
    const { start, end } = block.core ?? { start: 0, end: block.text.length };
    if (this.options.text === 'alone') {
      await this.emit({ type: 'text', file: this.file, text: block.text.slice(start, end) });
      return;
    }
    const blockBytes = this.bytes;
    const placer = new Placer(block, start, blockBytes);
    const findings: Finding[] = [];
    const exact = (this.exact ??= this.exactOf());
    // Only the block in which the head of a part ends holds both what is reported and what is not.
    const from = this.bytes >= this.from ? 0 : this.from;
    const isOurs = (at: number) => at >= start && at < end && (from === 0 || placer.byteAt(at) >= from);
    this.reader.read(block, {
      hit: (hit, part) => {
        exact?.hit(hit);
        if (!isOurs(hit.start)) return;
        this.counts[hit.element] = (this.counts[hit.element] ?? 0) + 1;
        const finding = this.list(hit, block, part.where, placer);
        if (finding !== undefined) findings.push(finding);
      },
      allowed: (hit) => {
        if (isOurs(hit.start)) this.allowed += 1;
      },
      record: (facts, bounds, first, last) => {
        if (isOurs(first)) this.records.add(facts, bounds, this.tableOf(block), placer, first, last);
      },
      rows: (rows, columns) => {
        exact?.rows(rows, columns);
        const place = () => new Placer(block, start, blockBytes);
        this.dates?.read(block, rows, columns, { isOurs, place, lines: this.options.part?.lines ?? 0 });
      },
    });
    if (exact !== undefined) {
      const again = new Placer(block, start, blockBytes);
      exact.read(block, (match, where, counts) => {
        if (isOurs(match.start)) this.known(match, { block, where, placer: again, counts }, findings);
      });
    }
    this.bytes = placer.byteAt(end);
    if (this.options.text) await this.emit({ type: 'text', file: this.file, text: block.text.slice(start, end) });
    if (findings.length > 0) await this.emit({ type: 'findings', file: this.file, findings });
    await this.flush();
  }

  /** A value of an index. It adds to the count of its element where no rule has found it. */
  private known(
    match: Match,
    { block, where, placer, counts }: { block: Block; where: Finding['where']; placer: Placer; counts: boolean },
    findings: Finding[],
  ): void {
    const { element } = match.column;
    if (counts) this.counts[element] = (this.counts[element] ?? 0) + 1;
    const listed = this.listed.get(exactRule) ?? 0;
    if (listed >= this.options.findingsPerRule) return;
    this.listed.set(exactRule, listed + 1);
    const lines = this.options.part?.lines ?? 0;
    findings.push(exactFinding(match, block, where, { placer, lines, reveal: this.options.reveal }));
  }

  stamped(what: 'created' | 'changed', at: string): void {
    this.dates?.stamped(what, at);
  }

  async close(): Promise<void> {
    await this.flush();
    const dates = this.dates?.result();
    if (dates !== undefined) await this.emit({ type: 'dates', file: this.file, dates });
  }

  /** Unique in the run: ids of two tables, or of one table number in two files, must not be compared. */
  private tableOf({ table }: Block): number | undefined {
    return table === undefined ? undefined : (this.options.input ?? 0) * mostTables + (table % mostTables);
  }

  private async flush(): Promise<void> {
    for (const batch of this.records.take()) await this.emit({ type: 'records', file: this.file, ...batch });
  }

  private list(hit: Hit, block: Block, part: Finding['where'], placer: Placer): Finding | undefined {
    const { rule, element, score, reasons } = hit;
    const listed = this.listed.get(rule.id) ?? 0;
    if (listed >= this.options.findingsPerRule) return undefined;
    this.listed.set(rule.id, listed + 1);
    const value = block.text.slice(hit.start, hit.end);
    return {
      rule: rule.id,
      element,
      score,
      span: { start: placer.byteAt(hit.start), end: placer.byteAt(hit.end) },
      where: { ...block.where, ...part, ...placer.lineAt(hit.start, this.options.part?.lines ?? 0) },
      redacted: redact(element, value),
      reasons,
      ...(this.options.reveal ? { value } : {}),
    };
  }
}
