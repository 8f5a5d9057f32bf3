interface Words {
  /** What is wrong at this line. */
  readonly what: string;
  /** What that means for whoever relies on the log. */
  readonly means: string;
}

/** Everything that can be wrong with an export. Stable: scripts depend on the names. docs/log.md lists them. */
export const breakKinds = {
  'line-not-canonical': {
    what: 'The line is not canonical JSON (RFC 8785)',
    means: 'A program other than Cofferdam wrote or changed it, or it was damaged on its way: obtain the export again.',
  },
  'header-wrong': {
    what: 'The first line is not the header of an export of a log',
    means: 'The beginning is missing or was changed, or this is another kind of file.',
  },
  'installation-differs': {
    what: 'Header and log name different installations',
    means: 'The header was changed, or the log was put below a header that is not its own.',
  },
  'entry-invalid': {
    what: 'The entry does not have the form of its kind, or may not stand in this chain',
    means: 'Cofferdam does not write such an entry: it was made by hand, or moved from another chain.',
  },
  'entry-changed': {
    what: 'The entry does not have the hash that stands beside it',
    means: 'It was changed after it was written.',
  },
  'entry-missing': {
    what: 'Entries of this chain are missing before this line',
    means: 'They were taken out, or stand at a later line.',
  },
  'entry-doubled': {
    what: 'The entry stands here a second time',
    means: 'A line was copied.',
  },
  'entry-misplaced': {
    what: 'The entry has a number in its chain that was there before',
    means: 'It was moved here from another line, or another entry was put in before it.',
  },
  'entry-replaced': {
    what: 'What stands here was written after another entry than the one that stands before it',
    means: 'The entry before it was changed and given a new hash, or put in by somebody.',
  },
  'link-missing': {
    what: 'The entry of an incident before this line is not followed by its link in the log',
    means: 'The link was taken out, or the entry was put in or moved there.',
  },
  'checkpoint-wrong': {
    what: 'The signature of the checkpoint is not by the key that signs at this place',
    means: 'The checkpoint was changed, or made by somebody without the key of the installation.',
  },
  'checkpoint-differs': {
    what: 'The checkpoint signs another state than the one before it',
    means: 'Entries before it were changed, taken out or put in after they were signed, or the checkpoint was moved.',
  },
  'checkpoint-unpaired': {
    what: 'A checkpoint and the entry that tells of it do not stand together',
    means: 'One of the two was taken out, changed or put in.',
  },
  'key-change-wrong': {
    what: 'The key before it did not sign the change to another key',
    means: 'Somebody put in a key of their own; nothing that it signs counts.',
  },
  'footer-wrong': {
    what: 'The last line does not agree with what stands before it',
    means: 'Lines before it were taken out or put in, or the last line was changed.',
  },
  'export-cut': {
    what: 'The export ends before its last line',
    means: 'It was cut off: obtain it again.',
  },
  'line-after-end': {
    what: 'There is a line after the end of the export',
    means: 'Somebody put it there.',
  },
  'head-absent': {
    what: 'No entry has the hash that was given as the head',
    means: 'The log was cut before that entry, or written anew: this is not the history that was noted then.',
  },
  'key-unused': {
    what: 'No checkpoint was signed by the key that was given, or by a key that it handed over to',
    means: 'The log was written anew under another key, or it belongs to another installation, or was cut early.',
  },
} as const satisfies Record<string, Words>;

export type BreakKind = keyof typeof breakKinds;
