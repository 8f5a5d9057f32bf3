import type { Entry } from './entry.ts';

/** Errors of signing in and of what somebody may do. */
export const identityCodes = {
  'not-set-up': {
    what: 'Nobody has set this installation up yet',
    remedy: 'Open the address that the server prints when it starts, and type the set-up code.',
  },
  'not-signed-in': {
    what: 'Nobody is signed in',
    remedy: 'Sign in, or send an API key; sessions end after a while without use.',
  },
  'second-factor-needed': {
    what: 'This session has no rights before a second factor was used in it',
    remedy: 'Enter a code of your authenticator app or a recovery code; enrol an app first where you have none.',
  },
  'role-lacking': {
    what: 'Your role does not let you do this',
    remedy: 'Ask a lead of the incident, or an admin where it concerns the installation.',
  },
  'scope-lacking': {
    what: 'The API key was not made for this',
    remedy: 'Make a key with the scope that this operation names in /openapi.json.',
  },
  'other-site': {
    what: 'The request came from a page of another site',
    remedy: 'Open Cofferdam itself. Where you did not send anything, another page tried to do so in your name.',
  },
  'login-exposed': {
    what: 'The file that keeps you signed in is a link, or others can read it',
    remedy: 'Delete it, end your sessions, and sign in again: whoever read it could work in your name.',
  },
  'set-up-done': {
    what: 'This installation is set up already',
    remedy: 'Sign in. Whoever has no account is invited by an admin.',
  },
  'set-up-code-wrong': {
    what: 'This is not the set-up code of the server that started last',
    remedy: 'Copy the code that the server printed at its last start; each start makes a new one.',
  },
  'sign-in-refused': {
    what: 'You were not signed in',
    remedy:
      'Check mail address and password. After ten wrong tries an account takes none for a while, the right one neither; an admin can reset it.',
  },
  'second-factor-wrong': {
    what: 'The code does not count',
    remedy:
      'Each code counts once: wait for the next one, and check the clock of your phone. After ten wrong tries none is taken for a while.',
  },
  'second-factor-missing': {
    what: 'You have no authenticator app enrolled',
    remedy: 'Enrol one first.',
  },
  'app-enrolled': {
    what: 'You have an authenticator app enrolled already',
    remedy: 'Put another in its place with a code of it, or a recovery code.',
  },
  'enrolment-missing': {
    what: 'There is no enrolment to confirm',
    remedy: 'Begin it again; it is to be confirmed within 15 minutes.',
  },
  'enrolment-needs-link': {
    what: 'Your second factor was reset, and a password alone does not let you enrol another',
    remedy: 'Follow the link that the admin gave you, or ask for a new one.',
  },
  'too-many-tries': {
    what: 'There were too many wrong tries from your address',
    remedy:
      'Wait a quarter of an hour. Colleagues behind the same address who were not signed in there lately wait with you; the log says since when.',
  },
  'sign-in-busy': {
    what: 'Too many people sign in at this moment',
    remedy: 'Try again in a few seconds.',
  },
  'password-wrong': {
    what: 'The old password does not count',
    remedy:
      'Type the one that you sign in with. After ten wrong tries none is taken for a while, the right one neither; an admin can reset it.',
  },
  'password-weak': {
    what: 'The password is too easy to guess',
    remedy:
      'Take at least 12 characters and at most 1024 bytes, five of them different, and more than your name or mail address.',
  },
  'link-invalid': {
    what: 'The link was used, has expired, or a newer one took its place',
    remedy: 'Ask an admin for a new one.',
  },
  'mail-taken': {
    what: 'Somebody here has this mail address already',
    remedy: 'Look for the person in the list of people; whoever was disabled comes back under another address.',
  },
  'last-admin': {
    what: 'Nobody else could run the installation',
    remedy: 'Invite another admin, wait until they have joined and enrolled an app, and try again.',
  },
  'person-disabled': {
    what: 'The person was shut out',
    remedy: 'That is not undone: invite them again, under another mail address.',
  },
  'key-expiry-invalid': {
    what: 'An API key must expire, after now and within 365 days',
    remedy: 'Choose another time, and make a new key when it is over.',
  },
} as const satisfies Record<string, Entry>;
