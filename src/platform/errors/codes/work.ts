import type { Entry } from './entry.ts';

/** Errors of incidents, evidence and the work on them. */
export const workCodes = {
  'ruling-contradicts': {
    what: 'It cannot hold beside what was decided of other persons',
    remedy: 'Two would be one by these decisions, and are not by this one. Take the earlier decision back first.',
  },
  'changed-meanwhile': {
    what: 'Somebody else changed this in the meantime',
    remedy: 'Read it again, and make your change to what is there now.',
  },
  'version-missing': {
    what: 'An edit must say which version it changes',
    remedy: 'Send the ETag that you read as If-Match.',
  },
  'idempotency-key-reused': {
    what: 'The idempotency key was used for another request',
    remedy: 'Choose a new key for each request; repeat a key only with exactly the same request.',
  },
  'code-name-taken': {
    what: 'Another incident has this code name',
    remedy: 'Choose another, or leave it out and have one chosen.',
  },
  'compartment-lacking': {
    what: 'This lies in a part of the incident that you are not let into',
    remedy: 'Ask a lead who is; nobody lets others, or himself, in to more than he may see.',
  },
  'person-unknown': {
    what: 'There is no such person, or an admin shut the person out',
    remedy: 'Compare the id with the list of people; an admin invites those who are missing.',
  },
  'entity-unknown': {
    what: 'There is no such legal entity',
    remedy: 'Compare the id with the organisation; an admin adds entities that are missing.',
  },
  'contact-unknown': {
    what: 'There is no such person to call, or an admin removed the person',
    remedy: 'Compare the id with the people to call of the organisation; an admin adds those who are missing.',
  },
  'member-already': {
    what: 'The person is a member already',
    remedy: 'Change what the member may do; somebody whose time is over gets a new end.',
  },
  'auditor-not-member': {
    what: 'An auditor of the installation reads the log, and is a member of no incident',
    remedy: 'Let somebody else in, or ask an admin to take the role of auditor away first.',
  },
  'reason-missing': {
    what: 'An admin of the installation is let in for a reason alone',
    remedy: 'Say why in `reason`; the log keeps it.',
  },
  'guest-incomplete': {
    what: 'A guest needs a sponsor, who is a member and no guest, and an end; nobody else has a sponsor',
    remedy: 'Name both in `sponsor` and `expires`, or leave the sponsor out for other roles.',
  },
  'lead-present': {
    what: 'The incident has a lead who can act',
    remedy: 'Ask the lead to make you one.',
  },
  'last-lead': {
    what: 'The incident would be without a lead whose time does not end',
    remedy: 'Make somebody else lead first.',
  },
  'time-over': {
    what: 'The end lies in the past',
    remedy: 'Give one that is to come; to end it now, remove the member.',
  },
  'time-ahead': {
    what: 'The time lies ahead',
    remedy: 'State what is so already; check time, zone and offset.',
  },
  'channels-same': {
    what: 'Both channels of the person to call are the same',
    remedy: 'Give a second one that works when the first does not.',
  },
  'rulings-full': {
    what: 'As many decisions on persons hold as can',
    remedy:
      'Take back those that are not needed any more: 10,000 hold in one part of an incident, 12 by which one record is not another one.',
  },
  'own-rule-invalid': {
    what: 'The rule cannot be used as it is written',
    remedy: 'Correct the field that is named: the form of a rule is in docs/inspect.md.',
  },
  'own-rule-slow': {
    what: 'The rule took too long on the sample',
    remedy:
      'Say more exactly what it looks like: repetitions within each other, or many that may be left out, take for ever.',
  },
  'own-rule-untried': {
    what: 'The rule finds nothing in the sample',
    remedy: 'Try it on a text in which it has something to find that no other rule finds already.',
  },
  'list-full': {
    what: 'The list holds as many as it can',
    remedy: 'Remove or end those that are not needed any more; a list holds 500.',
  },
  'upload-metadata': {
    what: 'What was said of a file that is handed in is not valid',
    remedy:
      'Upload-Metadata has filename (1 to 1,000 bytes) and how (found, received, bought, collected, other), and may have source, obtained (a time with its zone), compartment and entity, each value in base64.',
  },
  'upload-passwords': {
    what: 'The passwords that came with a file cannot be taken',
    remedy:
      'Upload-Passwords has 1 to 50 of them, each of 1 to 1,024 characters in UTF-8 and base64, with commas between, 8,192 signs in all. Give more than fit when the file was inspected.',
  },
  'upload-offset': {
    what: 'The upload stands at another byte',
    remedy: 'Ask for the offset with HEAD, and go on from there.',
  },
  'upload-busy': {
    what: 'Another connection writes to this upload',
    remedy: 'Wait until it has ended, then ask for the offset with HEAD and go on from there.',
  },
  'upload-too-long': {
    what: 'More bytes came than the upload was said to have',
    remedy: 'Start a new upload with the length of the file as it is; what is too much was not kept.',
  },
  'upload-cut': {
    what: 'The connection ended before all bytes of the part were here',
    remedy: 'What arrived is kept: ask for the offset with HEAD, and go on from there.',
  },
  'upload-slow': {
    what: 'The bytes of the part came too slowly',
    remedy: 'What arrived is kept: ask for the offset with HEAD, and go on from there.',
  },
  'upload-checksum': {
    what: 'The bytes of the part are not those that its checksum stands for',
    remedy: 'Nothing of the part was kept. Send it again.',
  },
  'upload-ended': {
    what: 'The upload has ended',
    remedy: 'A complete item takes no more bytes, and one that was abandoned has none; start a new upload.',
  },
  'upload-protocol': {
    what: 'The upload speaks another version of the protocol',
    remedy: 'Send Tus-Resumable: 1.0.0 (https://tus.io).',
  },
  'upload-content-type': {
    what: 'A part of an upload has another content type than parts have',
    remedy: 'Send it as application/offset+octet-stream.',
  },
  'evidence-incomplete': {
    what: 'Not all bytes of the item are here',
    remedy: 'Go on with its upload first; abandoned items have no bytes.',
  },
  'evidence-sealed-off': {
    what: 'The item is sealed off',
    remedy: 'Ask one of the people who are named for it.',
  },
  'preview-elsewhere': {
    what: 'Read again, the item has another file at this place',
    remedy:
      'Inspect the item again and look at its files anew. What lies behind a password that was given once cannot be shown.',
  },
  'range-invalid': {
    what: 'The item has no such bytes',
    remedy: 'Ask for one range within its size.',
  },
} as const satisfies Record<string, Entry>;
