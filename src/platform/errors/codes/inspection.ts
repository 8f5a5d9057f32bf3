import type { Entry } from './entry.ts';

/** Why a file was not read, or not fully, and what is wrong with what inspection goes by. */
export const inspectionCodes = {
  damaged: { what: 'The file is damaged or cut short', remedy: 'Obtain it again if you can.' },
  'wrong-password': {
    what: 'The file is protected and no given password opens it',
    remedy:
      'Put the password on a line of a file and give it with --password-file; on a desk with `cofferdam inspection again`.',
  },
  'protection-unsupported': {
    what: 'The file is protected in a way that Cofferdam cannot open',
    remedy: 'Remove the protection with the program that made it.',
  },
  'format-unsupported': {
    what: 'The format is not one that Cofferdam reads',
    remedy: 'Convert it to a format of docs/formats.md and inspect that as well.',
  },
  'feature-unsupported': {
    what: 'The file uses a feature of its format that Cofferdam does not read',
    remedy: 'Convert it with the program that made it.',
  },
  'no-text-layer': {
    what: 'A page holds a picture instead of text',
    remedy: 'Read it by eye or run OCR first.',
  },
  'picture-unclear': {
    what: 'Text in a picture could not be read surely',
    remedy: 'Look at it: it may be blurred, askew, by hand, or in a language whose data is not installed.',
  },
  'no-words-found': {
    what: 'No word was found in a picture that may hold some',
    remedy: 'Look at it: writing that is blurred, small or by hand cannot be told from leaves or fences.',
  },
  'limit-pixels': {
    what: 'There are more or larger pictures than are read in one run',
    remedy: 'Look at them, or raise --ocr-pixels.',
  },
  'limit-depth': {
    what: 'Containers are nested too deep',
    remedy: 'Unpack by hand and inspect the parts; see --max-depth.',
  },
  'limit-members': {
    what: 'The container has too many members',
    remedy: 'Unpack it and inspect the parts; see --max-members.',
  },
  'limit-ratio': {
    what: 'The content expands suspiciously far, as in a decompression bomb',
    remedy: 'Unpack it where that is safe; see --max-ratio.',
  },
  'limit-bytes': {
    what: 'The content is larger than the limit',
    remedy: 'Unpack it and inspect the parts; see --max-bytes.',
  },
  'limit-time': { what: 'Reading took longer than the limit', remedy: 'Raise --max-seconds, or split the file.' },
  'limit-matches': {
    what: 'Too many common values of an index stand close together to look up every row',
    remedy: 'Use an index of fewer columns, or split the file.',
  },
  'limit-memory': {
    what: 'Reading needed more memory than the limit',
    remedy: 'Split the file, or raise --max-memory.',
  },
  'reader-crashed': {
    what: 'The reader of this format crashed on the file',
    remedy: 'The file may be hostile: handle it with care and report the format.',
  },
  'encoding-uncertain': {
    what: 'Some bytes are not valid in the encoding of the text',
    remedy: 'They were replaced; values around them may be missed.',
  },
  'sandbox-unavailable': {
    what: 'The sandbox for file readers could not be started',
    remedy: 'Check that `npm ci` completed and that processes may be started.',
  },
  'rule-invalid': { what: 'A rule is not valid', remedy: 'Run `cofferdam rules check`, with `--rules` for your own.' },
  'allow-invalid': {
    what: 'The list of values that are never reported is not valid',
    remedy: 'Correct the line; docs/inspect.md says what it may hold.',
  },
  'baseline-invalid': {
    what: 'The list of values that are known already was not understood',
    remedy: 'Make it anew with `cofferdam inspect --format baseline`, and give the key file that it was made with.',
  },
  'dictionary-invalid': {
    what: 'A dictionary was not understood',
    remedy: 'It holds one term a line; docs/inspect.md says what else.',
  },
  'labels-invalid': {
    what: 'A list of labels is not valid',
    remedy: 'Restore the file, or correct it as src/inspect/labels/source.ts says.',
  },
  'rule-unknown': { what: 'There is no rule of this name', remedy: 'See `cofferdam rules list`.' },
  'roster-invalid': {
    what: 'The roster was not understood',
    remedy: 'It is a CSV with a header; see docs/roster.md for its columns.',
  },
  'rulings-invalid': {
    what: 'The decisions on persons were not understood',
    remedy: 'It is a list that `cofferdam inspect --doubts` wrote, with `same` or `apart` in its column `decision`.',
  },
  'index-source-invalid': {
    what: 'No index can be made of the table',
    remedy: 'It is a CSV in UTF-8 with a header and at least one row; see docs/exact-match.md.',
  },
  'index-unknown': {
    what: 'The file is no index that this version understands',
    remedy: 'Make it anew with `cofferdam index make`.',
  },
  'index-damaged': {
    what: 'The index is damaged or cut short',
    remedy: 'Copy it again from where it was made, or make it anew with `cofferdam index make`.',
  },
  'index-key-wrong': {
    what: 'The index was made with another key',
    remedy: 'Give the file of that key with --key-file.',
  },
} as const satisfies Record<string, Entry>;
