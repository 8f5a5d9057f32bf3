/**
 * What a group is for (RTF 1.9.1, "Destinations"): text of a part of the document, a property, a file, names, fonts, or
 * nothing that anyone wrote.
 */
export type Destination =
  | { readonly kind: 'part'; readonly part: string | undefined }
  | { readonly kind: 'field'; readonly part: string; readonly label: string | undefined }
  | { readonly kind: 'moment'; readonly label: string }
  /** `through`: as the group around; `quiet`: holds groups that matter and no text. */
  | {
      readonly kind:
        | 'fonts'
        | 'instruction'
        | 'object'
        | 'authors'
        | 'tag'
        | 'name'
        | 'named'
        | 'drawn'
        | 'pass'
        | 'quiet'
        | 'through';
    };

const pass: Destination = { kind: 'pass' };
const part = (name: string | undefined): Destination => ({ kind: 'part', part: name });
const field = (of: string, label?: string): Destination => ({ kind: 'field', part: of, label });

const known = new Map<string, Destination>([
  ['header', part('header')],
  ['headerl', part('header')],
  ['headerr', part('header')],
  ['headerf', part('header')],
  ['footer', part('footer')],
  ['footerl', part('footer')],
  ['footerr', part('footer')],
  ['footerf', part('footer')],
  ['footnote', part('footnote')],
  ['annotation', part('comment')],
  ['shptxt', part(undefined)],
  ['fonttbl', { kind: 'fonts' }],
  ['fldinst', { kind: 'instruction' }],
  ['objdata', { kind: 'object' }],
  ['atnauthor', { kind: 'authors' }],
  ['revtbl', { kind: 'authors' }],
  ['htmltag', { kind: 'tag' }],
  ['protusertbl', { kind: 'authors' }],
  ['propname', { kind: 'name' }],
  ['staticval', { kind: 'named' }],
  ['sn', { kind: 'name' }],
  ['sv', { kind: 'drawn' }],
  ['creatim', { kind: 'moment', label: 'created' }],
  ['revtim', { kind: 'moment', label: 'modified' }],
  ['printim', { kind: 'moment', label: 'printed' }],
  ['buptim', { kind: 'moment', label: 'saved' }],
  ['xe', part('index entry')],
  ['tc', part('index entry')],
  ['dptxbxtext', part(undefined)],
  ['ffdeftext', field('form')],
  ['ffl', field('form')],
  ['ffstattext', field('form')],
  ['docvar', field('settings')],
  ['mmconnectstr', field('settings')],
  ['mmquery', field('settings')],
  ['mmmailsubject', field('settings')],
  ['mmdatasource', field('settings')],
  ['template', field('properties', 'template')],
  ['hlinkbase', field('properties', 'hlinkbase')],
]);
for (const name of [
  'title',
  'subject',
  'author',
  'manager',
  'company',
  'operator',
  'category',
  'keywords',
  'comment',
  'doccomm',
]) {
  known.set(
    name,
    field('properties', name === 'doccomm' ? 'comments' : name === 'operator' ? 'last modified by' : name),
  );
}
/** Tables, styles and data of programs that need no `\*` to be skipped. */
const passed = [
  'colortbl',
  'stylesheet',
  'pict',
  'rxe',
  'bkmkstart',
  'bkmkend',
  'upr',
  'nonshppict',
  'nonesttables',
  'private',
  'atnid',
  'atnref',
  'atntime',
  'atndate',
  'objclass',
  'objname',
  'listtable',
  'listoverridetable',
  'rsidtbl',
  'filetbl',
  'ftnsep',
  'ftnsepc',
  'ftncn',
  'aftnsep',
  'aftnsepc',
  'aftncn',
  'pnseclvl',
  'fname',
  'falt',
  'panose',
];
for (const name of passed) known.set(name, pass);

for (const name of ['shpinst', 'info', 'formfield', 'userprops', 'mailmerge', 'sp']) known.set(name, { kind: 'quiet' });
for (const name of ['ud', 'shppict', 'fldrslt', 'nesttableprops', 'background', 'do', 'moMath', 'moMathPara']) {
  known.set(name, { kind: 'through' });
}

/** The destination that a control word begins; an unknown one matters only behind `\*`, and is then passed over. */
export function destinationOf(word: string, starred: boolean): Destination | undefined {
  return known.get(word) ?? (starred ? pass : undefined);
}
