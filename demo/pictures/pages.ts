import type { Page } from 'playwright-core';
import type { Key } from '../accounts/cast.ts';
import { reveal, openFile, openItem, openPreview, openText, pressed } from './moves.ts';

/** A page of the desk, in the order of the contact sheet. */
export interface Pictured {
  readonly name: string;
  readonly title: string;
  /** `:fresh`, `:broken` and `:inspected` stand for the incidents of the demo. */
  readonly path: string;
  /** Nobody, where it is left out. */
  readonly as?: Key | 'first-admin';
  /** What is done there before it is taken. */
  readonly move?: (page: Page) => Promise<void>;
}

const entering: readonly Pictured[] = [
  { name: 'sign-in', title: 'Sign in', path: '/sign-in' },
  { name: 'join', title: 'Follow an invitation', path: '/join' },
  { name: 'reset', title: 'Follow the link of a reset', path: '/reset' },
  { name: 'nothing-there', title: 'Nothing is there', path: '/nowhere', as: 'lead' },
];

const desk: readonly Pictured[] = [
  { name: 'desk', title: 'Desk of the lead', path: '/', as: 'lead' },
  { name: 'desk-comms', title: 'Desk of communications', path: '/', as: 'comms' },
  { name: 'desk-auditor', title: 'Desk of an auditor, who sees no incident', path: '/', as: 'auditor' },
  { name: 'incidents', title: 'Incidents', path: '/incidents', as: 'lead' },
  { name: 'incidents-none', title: 'Incidents, none fits the filter', path: '/incidents?title=nothing', as: 'lead' },
  { name: 'incident-open', title: 'Open an incident', path: '/incidents/open', as: 'lead' },
];

const fresh: readonly Pictured[] = [
  { name: 'fresh-overview', title: 'Just opened: overview', path: '/incidents/:fresh', as: 'lead' },
  { name: 'fresh-first-hour', title: 'Just opened: first hour', path: '/incidents/:fresh/first-hour', as: 'lead' },
  { name: 'fresh-clocks', title: 'Just opened: clocks', path: '/incidents/:fresh/clocks', as: 'lead' },
  { name: 'fresh-impact', title: 'Just opened: impact', path: '/incidents/:fresh/impact', as: 'lead' },
  { name: 'fresh-persons', title: 'Just opened: persons', path: '/incidents/:fresh/impact/persons', as: 'lead' },
  { name: 'fresh-evidence', title: 'Just opened: evidence', path: '/incidents/:fresh/evidence', as: 'lead' },
  { name: 'hand-in', title: 'Hand in', path: '/incidents/:fresh/hand-in', as: 'lead' },
];

const inspected: readonly Pictured[] = [
  { name: 'overview', title: 'Overview', path: '/incidents/:inspected', as: 'lead' },
  { name: 'overview-executive', title: 'Overview, as an executive', path: '/incidents/:inspected', as: 'executive' },
  { name: 'members', title: 'Members', path: '/incidents/:inspected?panel=members', as: 'lead' },
  { name: 'awareness', title: 'What was known when', path: '/incidents/:inspected?panel=awareness', as: 'dpo' },
  { name: 'edit', title: 'Title, severity and phase', path: '/incidents/:inspected?panel=edit', as: 'lead' },
  { name: 'first-hour', title: 'First hour', path: '/incidents/:inspected/first-hour', as: 'lead' },
  {
    name: 'decision',
    title: 'Put a decision down',
    path: '/incidents/:inspected/first-hour',
    as: 'lead',
    move: pressed('Put a decision down'),
  },
  { name: 'clocks', title: 'Clocks', path: '/incidents/:inspected/clocks', as: 'dpo' },
  { name: 'impact', title: 'Impact', path: '/incidents/:inspected/impact', as: 'analyst' },
  { name: 'impact-comms', title: 'Impact, as communications', path: '/incidents/:inspected/impact', as: 'comms' },
  { name: 'files', title: 'Files', path: '/incidents/:inspected/impact/files', as: 'analyst' },
  {
    name: 'file',
    title: 'A file and what was found in it',
    path: '/incidents/:inspected/impact/files?element=iban&order=most',
    as: 'analyst',
    move: openFile,
  },
  { name: 'persons', title: 'Persons', path: '/incidents/:inspected/impact/persons', as: 'analyst' },
  {
    name: 'persons-filtered',
    title: 'Persons, filtered',
    path: '/incidents/:inspected/impact/persons?relation=employee&country=DE',
    as: 'analyst',
  },
  {
    name: 'person',
    title: 'A person, masked',
    path: '/incidents/:inspected/impact/persons?person=2',
    as: 'analyst',
  },
  {
    name: 'person-revealed',
    title: 'A person, revealed for a reason',
    path: '/incidents/:inspected/impact/persons?person=2',
    as: 'analyst',
    move: reveal,
  },
  { name: 'evidence', title: 'Evidence', path: '/incidents/:inspected/evidence', as: 'analyst' },
  {
    name: 'item',
    title: 'An item of evidence',
    path: '/incidents/:inspected/evidence',
    as: 'analyst',
    move: openItem(/\.csv/),
  },
  {
    name: 'item-sealed-off',
    title: 'An item that is sealed off',
    path: '/incidents/:inspected/evidence?searched=sealedOff',
    as: 'lead',
    move: openItem(/Sealed off/),
  },
  {
    name: 'preview-asked',
    title: 'Before the text of a file is shown',
    path: '/incidents/:inspected/evidence',
    as: 'analyst',
    move: openPreview,
  },
  {
    name: 'preview',
    title: 'The text of a file, masked',
    path: '/incidents/:inspected/evidence',
    as: 'analyst',
    move: openText,
  },
  { name: 'log', title: 'Log', path: '/incidents/:inspected/log', as: 'lead' },
  { name: 'log-entry', title: 'An entry of the log', path: '/incidents/:inspected/log?entry=3', as: 'lead' },
  { name: 'report', title: 'Report', path: '/incidents/:inspected/report', as: 'lead' },
];

const broken: readonly Pictured[] = [
  { name: 'broken-overview', title: 'Protected and broken: overview', path: '/incidents/:broken', as: 'lead' },
  { name: 'broken-impact', title: 'Protected and broken: impact', path: '/incidents/:broken/impact', as: 'lead' },
  {
    name: 'broken-files',
    title: 'Protected and broken: files that were not read',
    path: '/incidents/:broken/impact/files?status=unreadable',
    as: 'lead',
  },
  { name: 'broken-evidence', title: 'Protected and broken: evidence', path: '/incidents/:broken/evidence', as: 'lead' },
  {
    name: 'passwords',
    title: 'A protected item',
    path: '/incidents/:broken/evidence',
    as: 'lead',
    move: openItem(/pe•••/),
  },
];

const running: readonly Pictured[] = [
  { name: 'organisation', title: 'Organisation', path: '/organisation', as: 'first-admin' },
  { name: 'organisation-member', title: 'Organisation, as an analyst', path: '/organisation', as: 'analyst' },
  { name: 'people', title: 'People', path: '/people', as: 'first-admin' },
  { name: 'rules', title: 'Rules', path: '/rules?rule=iban', as: 'first-admin' },
  { name: 'backup', title: 'Backup', path: '/welcome?step=backup', as: 'first-admin' },
  { name: 'account', title: 'Account', path: '/account', as: 'lead' },
];

export const pictured: readonly Pictured[] = [...entering, ...desk, ...fresh, ...inspected, ...broken, ...running];
