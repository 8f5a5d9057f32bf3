import { officeRelations, type Part, relsOf, xmlHead } from './office.ts';
import type { Entry } from './zip.ts';

const mime = 'application/vnd.openxmlformats-officedocument.presentationml';
const drawing = 'http://schemas.openxmlformats.org/drawingml/2006/main';
const namespaces = `xmlns:a="${drawing}" xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" xmlns:r="${officeRelations}"`;
/** What every tree of shapes begins with. */
export const treeHead =
  '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/><a:chOff x="0" y="0"/><a:chExt cx="0" cy="0"/></a:xfrm></p:grpSpPr>';

const colours = [
  'dk1',
  'lt1',
  'dk2',
  'lt2',
  'accent1',
  'accent2',
  'accent3',
  'accent4',
  'accent5',
  'accent6',
  'hlink',
  'folHlink',
];
const fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>';
const theme = `${xmlHead}<a:theme xmlns:a="${drawing}" name="Plain"><a:themeElements><a:clrScheme name="Plain">${colours
  .map(
    (name, at) => `<a:${name}><a:srgbClr val="${at === 1 ? 'FFFFFF' : at === 0 ? '000000' : '336699'}"/></a:${name}>`,
  )
  .join(
    '',
  )}</a:clrScheme><a:fontScheme name="Plain">${['major', 'minor'].map((size) => `<a:${size}Font><a:latin typeface="Arial"/><a:ea typeface=""/><a:cs typeface=""/></a:${size}Font>`).join('')}</a:fontScheme><a:fmtScheme name="Plain"><a:fillStyleLst>${fill.repeat(3)}</a:fillStyleLst><a:lnStyleLst>${`<a:ln>${fill}</a:ln>`.repeat(3)}</a:lnStyleLst><a:effectStyleLst>${'<a:effectStyle><a:effectLst/></a:effectStyle>'.repeat(3)}</a:effectStyleLst><a:bgFillStyleLst>${fill.repeat(3)}</a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>`;

const empty = `<p:cSld><p:spTree>${treeHead}</p:spTree></p:cSld>`;
const map =
  '<p:clrMap bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2" accent1="accent1" accent2="accent2" accent3="accent3" accent4="accent4" accent5="accent5" accent6="accent6" hlink="hlink" folHlink="folHlink"/>';

/** Master, layout and theme without any text: presentation programs refuse a file that lacks them. */
export const frameParts: readonly Part[] = [
  {
    path: 'ppt/slideMasters/slideMaster1.xml',
    type: `${mime}.slideMaster+xml`,
    xml: `${xmlHead}<p:sldMaster ${namespaces}>${empty}${map}<p:sldLayoutIdLst><p:sldLayoutId id="2147483649" r:id="rId1"/></p:sldLayoutIdLst></p:sldMaster>`,
  },
  {
    path: 'ppt/slideLayouts/slideLayout1.xml',
    type: `${mime}.slideLayout+xml`,
    xml: `${xmlHead}<p:sldLayout ${namespaces} type="blank">${empty}</p:sldLayout>`,
  },
  { path: 'ppt/theme/theme1.xml', type: 'application/vnd.openxmlformats-officedocument.theme+xml', xml: theme },
];

export const frameRels: readonly Entry[] = [
  relsOf('ppt/slideMasters/slideMaster1.xml', [
    { id: 'rId1', type: 'slideLayout', target: '../slideLayouts/slideLayout1.xml' },
    { id: 'rId2', type: 'theme', target: '../theme/theme1.xml' },
  ]),
  relsOf('ppt/slideLayouts/slideLayout1.xml', [
    { id: 'rId1', type: 'slideMaster', target: '../slideMasters/slideMaster1.xml' },
  ]),
];
