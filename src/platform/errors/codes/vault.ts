import type { Entry } from './entry.ts';

/** Errors of keys, of sealed data and of what lies in the vault. */
export const vaultCodes = {
  'key-missing': {
    what: 'There is no master key',
    remedy: 'Put its file back, or restore it with `cofferdam recover-key`; what it sealed opens with no other.',
  },
  'key-ambiguous': {
    what: 'There are two master keys, one in a file and one in the environment',
    remedy: 'Take the one away that is not in use; do not delete it before sealed data was read without it.',
  },
  'key-exposed': {
    what: 'The file of the master key is a link, belongs to another user or can be read by others',
    remedy: 'Make it a file of the user that runs Cofferdam with mode 600, and ask who may have read it.',
  },
  'key-invalid': {
    what: 'This is no master key',
    remedy: 'It is one line of base64 for 32 bytes. Put the original back, or restore it with `cofferdam recover-key`.',
  },
  'key-present': {
    what: 'There is a master key already, and it is not written over',
    remedy: 'Move its file to a safe place first: what it sealed opens with no other.',
  },
  'key-wrong': {
    what: 'This was sealed with another key',
    remedy: 'Use the key that it was sealed with. Nothing was changed.',
  },
  'key-damaged': {
    what: 'The stored key of an incident is damaged or belongs to another incident',
    remedy: 'Restore it from a backup of the database: without it nothing of the incident can be read.',
  },
  'recovery-mistyped': {
    what: 'A half of the recovery key was not typed as it is written',
    remedy: 'Compare the group that is named with the paper, letter by letter, and type it again.',
  },
  'recovery-mixed': {
    what: 'The halves of the recovery key do not belong together, or not to this installation',
    remedy: 'Take half A and half B that were shown last for this installation.',
  },
  'recovery-damaged': {
    what: 'The recovery file is damaged',
    remedy: 'Restore it from a backup. It is as old as the halves: a newer or older one does not fit them.',
  },
  'sealed-broken': {
    what: 'Sealed data was changed, cut or exchanged',
    remedy:
      'Restore it from a backup, and find out who or what writes to the vault. Changed parts are never handed out.',
  },
  'sealed-newer': {
    what: 'The data was sealed by a newer Cofferdam',
    remedy: 'Read it with that one; this one leaves it as it is.',
  },
  'suspended-broken': {
    what: 'The upload cannot go on from where it was',
    remedy: 'Start it again from its first byte.',
  },
  'blob-missing': {
    what: 'The vault has no blob of this name',
    remedy: 'Restore it from a backup. Where nobody removed it, find out who or what writes to the vault.',
  },
  'blob-name-invalid': {
    what: 'This cannot be the name of something in the vault',
    remedy: 'Names are lower-case letters, digits and hyphens; nothing was read or written.',
  },
} as const satisfies Record<string, Entry>;
