import { z } from 'zod';
import { count, hex64, id, text, word } from './fields.ts';
import { kind } from './kind.ts';

/** Evidence, its inspection, and the persons in it. */
export const evidenceKinds = [
  kind(
    'evidence-handed-in',
    'incident',
    'an upload began; name is that of the file, source where it was or from whom',
    {
      evidence: id,
      name: text,
      how: z.enum(['found', 'received', 'bought', 'collected', 'other']),
      source: text,
    },
  ),
  kind(
    'evidence-completed',
    'incident',
    'all bytes are here and sealed; content stands for the SHA-256 of the file, passwords is how many its inspection was given',
    {
      evidence: id,
      bytes: count,
      content: text,
      passwords: count.optional(),
    },
  ),
  kind('evidence-abandoned', 'incident', 'an upload was ended early; the bytes that were here are discarded', {
    evidence: id,
    bytes: count,
  }),
  kind('evidence-sealed-off', 'incident', 'illegal or classified: no preview, no inspection, for these people alone', {
    evidence: id,
    why: z.enum(['illegal', 'classified']),
    people: z.array(id).max(500),
    reason: text,
  }),
  kind('evidence-read', 'incident', 'somebody looked at bytes of it', { evidence: id, reason: text }),
  kind('evidence-previewed', 'incident', 'somebody looked at its text, with what is recognised in it masked', {
    evidence: id,
    /** Number of the file in the item; 0 is the item itself. */
    file: count,
  }),
  kind('evidence-exported', 'incident', 'a copy left the vault; mark is in the copy and names its recipient', {
    evidence: id,
    recipient: text,
    mark: id,
    reason: text,
  }),
  kind(
    'custody-passed',
    'incident',
    'somebody else answers for it from now on: a person here (to) or outside; from is null where it comes back',
    {
      evidence: id,
      from: id.nullable(),
      to: id.nullable(),
      outside: text.nullable(),
    },
  ),
  kind(
    'inspection-restarted',
    'incident',
    'somebody had an item inspected again; passwords: how many he gave to try, never which',
    { run: id, evidence: id, passwords: count },
  ),
  kind('inspection-started', 'incident', 'a run over an item began; rules is the SHA-256 of the rules it goes by', {
    run: id,
    evidence: id,
    rules: hex64,
  }),
  kind('inspection-finished', 'incident', 'a run is complete, and readers see its results', {
    run: id,
    files: count,
    notFullyRead: count,
    findings: count,
  }),
  kind('inspection-failed', 'incident', 'a run ended without a result; code is of docs/errors.md', {
    run: id,
    code: word,
  }),
  kind('inspection-cancelled', 'incident', 'somebody stopped a run', { run: id, reason: text.nullable() }),
  kind('rule-turned-off', 'incident', 'the next inspections go without a rule of recognition', {
    entry: id,
    rule: word,
    reason: text,
  }),
  kind('rule-turned-on', 'incident', 'the next inspections go by a rule again that was off', {
    entry: id,
    rule: word,
  }),
  kind('persons-ruled', 'incident', 'somebody decided that two are one person, or are not; persons are counted anew', {
    entry: id,
    decision: z.enum(['same', 'apart']),
    reason: text,
  }),
  kind('persons-ruling-ended', 'incident', 'a decision on two persons was taken back; persons are counted anew', {
    entry: id,
  }),
  kind('person-revealed', 'incident', 'somebody saw the values of one person as they are', {
    person: id,
    reason: text,
  }),
  kind('persons-exported', 'incident', 'a list of persons left; mark is in the list and names its recipient', {
    persons: count,
    recipient: text,
    mark: id,
    reason: text,
  }),
] as const;
