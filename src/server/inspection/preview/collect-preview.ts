import type { Finding, InspectEvent } from '#inspect';
import { type Code, fail } from '#platform/errors';
import type { evidence } from '#respond';
import { maskText, type TextPiece } from './masked-text.ts';

type Begin = Extract<InspectEvent, { type: 'begin' }>;
type End = Extract<InspectEvent, { type: 'end' }>;

/**
 * Reasons that a format gives while its reader lives: all findings of the text before have come. Of a reader that died or
 * was ended, the findings of its last piece of text may be lost, and with them what is to be masked.
 */
const toldByFormats: ReadonlySet<Code> = new Set<Code>([
  'wrong-password',
  'protection-unsupported',
  'format-unsupported',
  'feature-unsupported',
  'no-text-layer',
  'picture-unclear',
  'no-words-found',
  'encoding-uncertain',
  'damaged',
  'limit-depth',
  'limit-members',
  'limit-ratio',
  'limit-bytes',
  'limit-pixels',
]);

export interface CollectPreview {
  /** Number of the file in the item. */
  readonly file: number;
  /** Where that number led before. */
  readonly path: string;
  /** Characters of text to show at most, about. */
  readonly most: number;
}

/** Gathers from the events of an inspection what a preview of one file shows. */
export interface CollectedPreview {
  /** True when nothing that comes later matters. Fails with `preview-elsewhere`. */
  take(event: InspectEvent): boolean;
  /** Fails with `nothing-there` where the file was not met, unless that of the item ended early: then why. */
  result(): evidence.Preview;
}

/**
 * Text waits until the text behind it, or the end of the file, has come: the findings of a piece come after it, in one
 * message or in several.
 */
export function collectPreview({ file, path, most }: CollectPreview): CollectedPreview {
  const pieces: TextPiece[] = [];
  const findings: Finding[] = [];
  let begin: Begin | undefined;
  let end: End | undefined;
  let whole: End | undefined;
  let waiting: TextPiece | undefined;
  let bytes = 0;
  let characters = 0;
  let more = false;

  const release = (): void => {
    if (waiting !== undefined) pieces.push(waiting);
    characters += waiting?.text.length ?? 0;
    waiting = undefined;
  };
  return {
    take(event) {
      if (event.type === 'end' && event.file === 0) whole = event;
      if (event.file !== file) return false;
      switch (event.type) {
        case 'begin':
          if (event.path !== path) fail('preview-elsewhere');
          begin = event;
          return false;
        case 'text':
          release();
          more = characters >= most;
          if (more) return true;
          waiting = { start: bytes, text: event.text };
          bytes += Buffer.byteLength(event.text);
          return false;
        case 'findings':
          for (const one of event.findings) findings.push(one);
          return false;
        case 'end':
          end = event;
          if (event.reason === undefined || toldByFormats.has(event.reason)) release();
          else more = waiting !== undefined;
          return true;
        default:
          return false;
      }
    },
    result() {
      if (begin === undefined) {
        const reason = whole?.reason ?? fail('nothing-there', 'file');
        const unread = { format: 'unknown', mediaType: 'application/octet-stream', segments: [], more: false };
        return { file, path, ...unread, status: 'unreadable', reason };
      }
      const shown = cutAt(maskText(pieces, findings), most);
      return {
        file,
        path,
        format: begin.format,
        mediaType: begin.mediaType,
        status: end?.status ?? null,
        reason: end?.reason ?? null,
        segments: shown.segments,
        more: more || shown.isCut,
      };
    },
  };
}

/** Masked values stay whole, and so do pairs of surrogates. */
function cutAt(
  segments: readonly evidence.PreviewSegment[],
  most: number,
): { readonly segments: evidence.PreviewSegment[]; readonly isCut: boolean } {
  const kept: evidence.PreviewSegment[] = [];
  let left = most;
  for (const one of segments) {
    if (left <= 0) return { segments: kept, isCut: true };
    const isTooLong = one.element === null && one.text.length > left;
    const end = isTooLong && /[\ud800-\udbff]/.test(one.text.charAt(left - 1)) ? left - 1 : left;
    kept.push(isTooLong ? { ...one, text: one.text.slice(0, end) } : one);
    left -= one.text.length;
  }
  return { segments: kept, isCut: left < 0 && segments.at(-1)?.element === null };
}
