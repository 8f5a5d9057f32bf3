import { isAbsolute } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Finding, InspectEvent, Where } from '#inspect';
import { type Code, catalogue } from '#platform/errors';
import { Spool } from '../spool.ts';
import { version } from '../version.ts';
import { type FileReporter, type FileResult, OpenFiles, type Reporter, type Summary, type Write } from './reporter.ts';
import { listOf, type Turn, Turns } from './turns.ts';

const schema = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';

/**
 * One run of SARIF 2.1.0 (OASIS): a result for each finding, an artifact for each file and member with its hash, and a
 * notification for each that was not fully read. Members are named as everywhere, `leak.zip!/a.csv`. A region is told only where the file
 * itself has lines; of all else `logicalLocations` names page, sheet and cell, and `properties.span` the bytes of the extracted text.
 */
export function sarifReporter(write: Write): Reporter {
  write(`{"$schema":"${schema}","version":"2.1.0","runs":[{"results":[`);
  const artifacts = new Spool();
  const notifications = new Spool();
  const rules = new Map<string, string>();
  const turns = {
    results: new Turns(listOf(write)),
    artifacts: new Turns((text) => artifacts.append(text)),
    notifications: new Turns((text) => notifications.append(text)),
  };
  const take = (): Parts => ({
    results: turns.results.take(),
    artifacts: turns.artifacts.take(),
    notifications: turns.notifications.take(),
    rules,
  });
  const finish = (isWhole: boolean, properties: Record<string, unknown>): void => {
    write('\n],"artifacts":[');
    artifacts.drain(listOf(write));
    write(`\n],"tool":${JSON.stringify(toolOf(rules))},"columnKind":"utf16CodeUnits"`);
    write(`,"properties":${JSON.stringify(properties)}`);
    write(`,"invocations":[{"executionSuccessful":${isWhole},"toolExecutionNotifications":[`);
    notifications.drain(listOf(write));
    write('\n]}]}]}\n');
  };
  return {
    file: (path) => new SarifFile(path, take()),
    unread(path, reason) {
      const parts = take();
      addArtifact(parts, { path, status: 'unreadable', reason });
      endAll(parts);
    },
    finish: ({ files, elements, allowed, dates, persons, relations }: Summary) =>
      finish(true, { files, elements, allowed, dates, persons: persons ?? null, ...(relations && { relations }) }),
    abort(reason) {
      notifications.append(`\n${JSON.stringify(notification(reason, 'error'))}`);
      finish(false, { aborted: reason });
    },
  };
}

/** Where the parts of one file on disk go, in the order of the walk. */
interface Parts {
  readonly results: Turn;
  readonly artifacts: Turn;
  readonly notifications: Turn;
  /** Titles by rule. */
  readonly rules: Map<string, string>;
}

class SarifFile implements FileReporter {
  private readonly files: OpenFiles;
  private readonly parts: Parts;

  constructor(path: string, parts: Parts) {
    this.files = new OpenFiles(path);
    this.parts = parts;
  }

  event(event: InspectEvent): void {
    if (event.type === 'begin') this.files.begin(event);
    else if (event.type === 'findings') {
      const { path, mediaType } = this.files.of(event.file);
      for (const finding of event.findings) this.finding(finding, path, mediaType);
    } else if (event.type === 'end') addArtifact(this.parts, this.files.end(event));
  }

  end(): void {
    endAll(this.parts);
  }

  private finding(finding: Finding, path: string, mediaType: string): void {
    const { rule, element, score, span, where, redacted, reasons, value } = finding;
    const title = reasons[0]?.why ?? rule;
    this.parts.rules.set(rule, title);
    const { line, column } = where;
    const hasLines = line !== undefined && mediaType.startsWith('text/') && where.part === undefined;
    const place = placeName(where);
    const result = {
      ruleId: rule,
      level: 'warning',
      rank: Math.round(score * 100),
      message: { text: `${title}: ${redacted}` },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: uriOf(path) },
            ...(hasLines && { region: { startLine: line, ...(column !== undefined && { startColumn: column }) } }),
          },
          ...(place !== '' && { logicalLocations: [{ fullyQualifiedName: place }] }),
        },
      ],
      properties: { element, span, where, reasons, ...(value !== undefined && { value }) },
    };
    this.parts.results.write(`\n${JSON.stringify(result)}`);
  }
}

function endAll({ results, artifacts, notifications }: Parts): void {
  for (const turn of [results, artifacts, notifications]) turn.end();
}

function addArtifact(
  { artifacts, notifications }: Parts,
  { path, mediaType, bytes, sha256, status, reason }: Partial<FileResult> & Pick<FileResult, 'path' | 'status'>,
): void {
  const uri = uriOf(path);
  const artifact = {
    location: { uri },
    ...(mediaType !== undefined && { mimeType: mediaType }),
    ...(bytes !== undefined && { length: bytes }),
    ...(sha256 !== undefined && sha256 !== '' && { hashes: { 'sha-256': sha256 } }),
    properties: { status, ...(reason !== undefined && { reason }) },
  };
  artifacts.write(`\n${JSON.stringify(artifact)}`);
  if (status === 'inspected') return;
  const level = status === 'partial' ? 'warning' : 'error';
  notifications.write(`\n${JSON.stringify(notification(reason ?? 'internal', level, uri))}`);
}

function notification(reason: Code, level: 'warning' | 'error', uri?: string): Record<string, unknown> {
  const { what, remedy } = catalogue[reason];
  return {
    descriptor: { id: reason },
    level,
    message: { text: `${what}. ${remedy}` },
    ...(uri !== undefined && { locations: [{ physicalLocation: { artifactLocation: { uri } } }] }),
  };
}

function toolOf(rules: ReadonlyMap<string, string>): Record<string, unknown> {
  const told = [...rules]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([id, title]) => ({ id, shortDescription: { text: title } }));
  return { driver: { name: 'Cofferdam', semanticVersion: version, rules: told } };
}

/** A URI as RFC 3986 wants it: relative where the path is. What is not valid Unicode in a name has no URI, and is replaced. */
function uriOf(path: string): string {
  const whole = path.toWellFormed();
  if (isAbsolute(whole)) return pathToFileURL(whole).href;
  return whole.split('/').map(encodeURIComponent).join('/');
}

/** `page 3`, `sheet Staff, cell B7`. */
export function placeName(where: Where): string {
  return Object.entries(where)
    .map(([kind, at]) => `${kind} ${at}`)
    .join(', ');
}
