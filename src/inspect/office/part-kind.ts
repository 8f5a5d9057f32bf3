import type { Part } from './package.ts';

export type PartKind =
  | 'document'
  | 'glossary'
  | 'header'
  | 'footer'
  | 'footnotes'
  | 'endnotes'
  | 'word-comments'
  | 'workbook'
  | 'binary-workbook'
  | 'worksheet'
  | 'shared-strings'
  | 'styles'
  | 'sheet-comments'
  | 'persons'
  | 'pivot-definition'
  | 'pivot-records'
  | 'external-link'
  | 'presentation'
  | 'slide'
  | 'notes'
  | 'slide-comments'
  | 'slide-pattern'
  | 'drawing'
  | 'vml'
  | 'chart'
  | 'properties'
  | 'settings'
  | 'links'
  | 'file'
  | 'picture'
  | 'layout'
  | 'other';

/** Content type first, since it is what Office goes by; the usual name where there is none. */
const kinds: readonly (readonly [PartKind, RegExp, RegExp])[] = [
  ['links', /package\.relationships\+xml$/, /\.rels$/],
  ['glossary', /document\.glossary\+xml$/, /^word\/glossary\/document\.xml$/],
  ['document', /(wordprocessingml|ms-word)\.(document|template)\..*main\+xml$/, /^word\/document\d*\.xml$/],
  ['header', /wordprocessingml\.header\+xml$/, /^word\/header\d*\.xml$/],
  ['footer', /wordprocessingml\.footer\+xml$/, /^word\/footer\d*\.xml$/],
  ['footnotes', /wordprocessingml\.footnotes\+xml$/, /^word\/footnotes\.xml$/],
  ['endnotes', /wordprocessingml\.endnotes\+xml$/, /^word\/endnotes\.xml$/],
  ['word-comments', /wordprocessingml\.comments\+xml$/, /^word\/comments\.xml$/],
  ['settings', /wordprocessingml\.settings\+xml$/, /^word\/(glossary\/)?settings\.xml$/],
  ['binary-workbook', /ms-excel\.sheet\.binary\.macroenabled\.main$/, /^xl\/workbook\.bin$/],
  ['workbook', /(spreadsheetml|ms-excel)\..*main\+xml$/, /^xl\/workbook\.xml$/],
  [
    'worksheet',
    /(spreadsheetml|ms-excel)\.(worksheet|dialogsheet|macrosheet)\+xml$/,
    /^xl\/(worksheets|macrosheets|dialogsheets)\/[^/]*\.xml$/,
  ],
  ['shared-strings', /spreadsheetml\.sharedstrings\+xml$/, /^xl\/sharedstrings\.xml$/],
  ['styles', /spreadsheetml\.styles\+xml$/, /^xl\/styles\.xml$/],
  [
    'sheet-comments',
    /(spreadsheetml\.comments|ms-excel\.threadedcomments)\+xml$/,
    /^xl\/(comments\d*|threadedcomments\/[^/]*)\.xml$/,
  ],
  ['persons', /ms-excel\.person\+xml$|wordprocessingml\.people\+xml$/, /^(xl\/persons\/[^/]*|word\/people)\.xml$/],
  ['pivot-definition', /spreadsheetml\.pivotcachedefinition\+xml$/, /^xl\/pivotcache\/pivotcachedefinition\d*\.xml$/],
  ['pivot-records', /spreadsheetml\.pivotcacherecords\+xml$/, /^xl\/pivotcache\/pivotcacherecords\d*\.xml$/],
  ['external-link', /spreadsheetml\.externallink\+xml$/, /^xl\/externallinks\/[^/]*\.xml$/],
  ['presentation', /(presentationml|ms-powerpoint)\..*main\+xml$/, /^ppt\/presentation\.xml$/],
  ['slide', /presentationml\.slide\+xml$/, /^ppt\/slides\/[^/]*\.xml$/],
  ['notes', /presentationml\.notesslide\+xml$/, /^ppt\/notesslides\/[^/]*\.xml$/],
  [
    'slide-comments',
    /(presentationml|ms-powerpoint)\.(comments|commentauthors|authors)\+xml$/,
    /^ppt\/(comments\/[^/]*|commentauthors|authors)\.xml$/,
  ],
  [
    'slide-pattern',
    /presentationml\.(slidelayout|slidemaster|notesmaster|handoutmaster)\+xml$/,
    /^ppt\/(slidelayouts|slidemasters|notesmasters|handoutmasters)\/[^/]*\.xml$/,
  ],
  ['chart', /drawingml\.chart\+xml$|ms-office\.chartex\+xml$/, /^(word|xl|ppt)\/charts\/(chart|chartex)\d*\.xml$/],
  [
    'layout',
    /ms-office\.(drawingml\.diagramdrawing|chartstyle|chartcolorstyle|classificationlabels)\+xml$/,
    /\/(diagrams\/(drawing|layout|colors|quickstyle)|charts\/(style|colors))\d*\.xml$/,
  ],
  [
    'drawing',
    /openxmlformats-officedocument\.drawing\+xml$|drawingml\.(chartshapes|diagramdata)\+xml$/,
    /\/(drawings\/drawing|diagrams\/data)\d*\.xml$/,
  ],
  ['vml', /vmldrawing$/, /\.vml$/],
  ['properties', /(core-properties|extended-properties|custom-properties)\+xml$/, /^docprops\/[^/]*\.xml$/],
  [
    'layout',
    /(theme|themeoverride|fonttable|websettings|numbering|wordprocessingml\.styles|styleswitheffects|calcchain|sheetmetadata|spreadsheetml\.table|presprops|viewprops|tablestyles|diagramlayout|diagramstyle|diagramcolors|printersettings|obfuscatedfont|customxmlproperties|commentsextended|commentsids|commentsextensible|rdrichvalue\w*|pivottable|volatiledependencies)(\+xml)?$/,
    /^\[content_types\]\.xml$|^word\/(styles|numbering|fonttable|websettings|styleswitheffects)\.xml$|\/theme\/[^/]*\.xml$|^xl\/(calcchain|metadata)\.xml$|^ppt\/(presprops|viewprops|tablestyles)\.xml$|^xl\/tables\/[^/]*\.xml$|^xl\/pivottables\/[^/]*\.xml$|\/itemprops\d*\.xml$|printersettings\d*\.bin$|^word\/comments(extended|ids|extensible)\.xml$/,
  ],
  ['picture', /^image\//, /\.(png|jpe?g|gif|bmp|tiff?|emf|wmf|wdp|svg|ico)$/],
  [
    'file',
    /^application\/vnd\.openxmlformats-officedocument\.(oleobject|package)$|vbaproject$/,
    /\/embeddings\/|\/vbaproject\.bin$|^customxml\/item\d*\.xml$/,
  ],
];

/** What a part is. Parts of no known kind are still read: see `other`. */
export function partKind({ key, contentType }: Part): PartKind {
  // Of the many types that end in `xml`, the bare ones tell nothing.
  if (contentType !== '' && !/^(application|text)\/xml$/.test(contentType)) {
    const byType = kinds.find(([, type]) => type.test(contentType));
    if (byType !== undefined) return byType[0];
  }
  return kinds.find(([, , name]) => name.test(key))?.[0] ?? 'other';
}
