import { counted } from '../../ui/figures.ts';

/** A piece of a sentence: words, or what is named by its id. */
export type Part = string | { readonly person: string } | { readonly item: string } | { readonly at: string };
/** An act as the log has it: `type` and the fields of its kind, which docs/log.md lists. */
export type Act = { readonly type: string } & Readonly<Record<string, unknown>>;

const text = (act: Act, field: string): string => {
  const value = act[field];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
};
const person = (act: Act, field = 'person'): Part => ({ person: text(act, field) });
const item = (act: Act): Part => ({ item: text(act, 'evidence') });
const list = (act: Act, field: string): readonly string[] => {
  const value = act[field];
  return Array.isArray(value) ? value.map(String) : [];
};
const count = (act: Act, field: string, one: string): string => counted(Number(text(act, field)), one);
const figure = (act: Act, field: string): string => new Intl.NumberFormat('en').format(Number(text(act, field)));
const spaced = (word: string): string => word.replaceAll('-', ' ');

function changed(act: Act): string {
  const { title, severity, phase } = (act['changed'] ?? {}) as Record<string, string | undefined>;
  const said = [
    title !== undefined && 'the title',
    severity !== undefined && `the severity to ${severity}`,
    phase !== undefined && `the phase to ${phase}`,
  ].filter((one) => one !== false);
  return said.join(', ');
}

const whyRefused: Readonly<Record<string, string>> = {
  'not-signed-in': 'nobody was signed in',
  'no-second-factor': 'without a second factor',
  'not-a-member': 'not a member',
  role: 'the role does not allow it',
  compartment: 'not let into the compartment',
  expired: 'the time was over',
  scope: 'outside what the key is for',
  limit: 'too often',
  'other-site': 'it came from another site',
};

const whatReset: Readonly<Record<string, string>> = {
  password: 'the password',
  'second-factor': 'the authenticator app',
  both: 'the password and the authenticator app',
};

const standingOf = (act: Act): string =>
  `as ${text(act, 'role')}, for ${list(act, 'compartments').map(spaced).join(', ')}`;

/**
 * What each kind of act that may stand in an incident says, after the name of who acted. Texts are not in the log: what
 * stands for them is shown with the entry, and not in its sentence.
 */
export const sentences: Readonly<Record<string, (act: Act) => readonly Part[]>> = {
  'access-refused': (act) => [
    `was refused ${text(act, 'operation')}: ${whyRefused[text(act, 'why')] ?? spaced(text(act, 'why'))}`,
  ],
  'text-erased': (act) => [`erased a text (${spaced(text(act, 'why'))})`],
  'incident-opened': (act) => [`opened the incident, severity ${text(act, 'severity')}`],
  'incident-edited': (act) => [`changed ${changed(act)}`],
  'member-added': (act) => ['let ', person(act), ` in ${standingOf(act)}`],
  'admin-added': (act) => ['let ', person(act), `, an admin, in ${standingOf(act)}`],
  'member-role-changed': (act) => ['changed what ', person(act), ` may do: ${standingOf(act)}`],
  'member-removed': (act) => ['took ', person(act), ' out'],
  'member-reset': (act) =>
    text(act, 'what') === 'invitation'
      ? ['invited ', person(act), ' anew']
      : ['let ', person(act), ` set ${whatReset[text(act, 'what')] ?? spaced(text(act, 'what'))} anew`],
  'nothing-found': (act) => [`asked for what is not here, ${count(act, 'times', 'time')} (${text(act, 'operation')})`],
  'lead-taken-over': () => ['took over as lead'],
  'member-expired': (act) => ['noted that the time of ', person(act), ' is over'],
  'awareness-stated': (act) => [
    `stated awareness, ${spaced(text(act, 'step'))}, since `,
    { at: text(act, 'since') },
    ', as said by ',
    person(act, 'saidBy'),
  ],
  'evidence-handed-in': (act) => ['began to hand ', item(act), ` in, ${text(act, 'how')}`],
  'evidence-completed': (act) => [
    'handed ',
    item(act),
    ` in whole, ${count(act, 'bytes', 'byte')}`,
    ...(act['passwords'] === undefined ? [] : [`, with ${count(act, 'passwords', 'password')} to try`]),
  ],
  'evidence-abandoned': (act) => ['ended the upload of ', item(act), ` after ${count(act, 'bytes', 'byte')}`],
  'evidence-sealed-off': (act) => [
    'sealed ',
    item(act),
    ` off as ${text(act, 'why')}, for `,
    ...list(act, 'people').flatMap((one, index): Part[] => (index === 0 ? [{ person: one }] : [', ', { person: one }])),
  ],
  'evidence-read': (act) => ['fetched bytes of ', item(act)],
  'evidence-previewed': (act) => [
    'looked at the masked text of ',
    ...(text(act, 'file') === '0' ? [item(act)] : [`file ${text(act, 'file')} in `, item(act)]),
  ],
  'evidence-exported': (act) => ['exported a copy of ', item(act), `, mark ${text(act, 'mark').slice(0, 8)}`],
  'custody-passed': (act) => [
    'passed custody of ',
    item(act),
    ...(act['from'] === null ? [' from outside'] : [' from ', person(act, 'from')]),
    ...(act['to'] === null ? [' to somebody outside'] : [' to ', person(act, 'to')]),
  ],
  'inspection-restarted': (act) => [
    'had ',
    item(act),
    ' inspected again',
    ...(act['passwords'] === 0 ? [] : [` with ${count(act, 'passwords', 'password')}`]),
  ],
  'inspection-started': (act) => ['began to inspect ', item(act)],
  'inspection-finished': (act) => [
    `finished an inspection: ${count(act, 'files', 'file')}, ${figure(act, 'notFullyRead')} not fully read, ${count(act, 'findings', 'finding')}`,
  ],
  'inspection-failed': (act) => [`ended an inspection without a result: ${text(act, 'code')}`],
  'inspection-cancelled': () => ['stopped an inspection'],
  'rule-turned-off': (act) => [`turned the rule ${text(act, 'rule')} off for the next inspections`],
  'rule-turned-on': (act) => [`turned the rule ${text(act, 'rule')} on again`],
  'persons-ruled': (act) => [
    text(act, 'decision') === 'same' ? 'decided that two are one person' : 'decided that two are not one person',
  ],
  'persons-ruling-ended': () => ['took back a decision on two persons'],
  'person-revealed': () => ['looked at the values of one person as they are'],
  'persons-exported': (act) => [
    `exported a list of ${count(act, 'persons', 'person')}, mark ${text(act, 'mark').slice(0, 8)}`,
  ],
  'decision-recorded': () => ['recorded a decision'],
  'report-exported': (act) => [`made a report, mark ${text(act, 'mark').slice(0, 8)}`],
};

/** What an act says; a kind that this page does not know by its name. */
export const sentenceOf = (act: Act): readonly Part[] => sentences[act.type]?.(act) ?? [spaced(act.type)];

/** `custody passed`, for choosing. */
export const kindOf = (type: string): string => {
  const words = spaced(type);
  return words.charAt(0).toUpperCase() + words.slice(1);
};
