import type { NameLists } from '../labels/lists.ts';
import { foldText } from '../labels/normal.ts';

const none: NameLists = { given: new Set(), family: new Set(), particles: new Set(), titles: new Set() };
const longestName = 64;

const neverInNames = /[\p{N}@_/\\<>{}[\]|=+*#$%^~:;!?"“”„]/u;
const nameWord = /^\p{L}[\p{L}\p{M}]*(?:[-'’.]\p{L}[\p{L}\p{M}]*)*\.?$/u;
const capital = /^(?:\p{Lu}|\p{Lo})/u;

// Legal forms and words that organisations carry; also words that no name holds.
const foreign = new Set(
  (
    'gmbh mbh ag kg kgaa ohg gbr ug ltd limited plc llc llp lp inc incorporated corp corporation co company sarl sas sasu eurl scop ' +
    'spa srl srls snc sas sl slu sau bv nv oy ab as aps group gruppe groupe gruppo grupo holding holdings partners associates ' +
    'university universitat universite universita universidad hospital klinik school college bank banque banca banco ' +
    'verein stiftung institut institute foundation trust services solutions systems software technologies consulting ' +
    'international shop store hotel restaurant cafe and or und oder et ou the with for from of in on at is not new old true false ' +
    'yes no null none unknown test pending active inactive total street road avenue customer employee supplier department ' +
    'januar january february march april june july august september october november december monday tuesday wednesday thursday friday saturday sunday ' +
    'manager engineer director assistant developer analyst consultant technician sales marketing finance support open closed'
  ).split(' '),
);

// Names that are everyday words as well: they prove less.
const everyday = new Set(
  (
    'may will rose mark grant angel young long black white green brown gray grey short little bright wood woods stone park page ' +
    'ball field price king bishop baker cook fox wolf snow summer hope faith grace joy dawn ivy lily ruby jade amber violet ' +
    'holly robin drew bill art rich frost hill lane moss rice rose bush pope prince knight savage blue mason hunter art mercedes ' +
    'china florence paris london austin victoria israel jordan chase star sterling case cross sharp sommer winter klein gross lang ' +
    'kurz frank kaiser koch weiss schwarz braun vogel berg stock baum rio reyes leon iris daisy ginger max van so la do da an lance'
  ).split(' '),
);

/**
 * How much a value looks like the name of one person, 0 to 1, whatever its label says. `names` are the lists of the
 * label book; without them only the shape counts. Reads 64 UTF-16 units at most: longer is no name.
 */
export function nameShape(value: string, names: NameLists = none): number {
  const text = value.trim();
  if (text.length < 2 || text.length > longestName || neverInNames.test(text)) return 0;
  const commas = text.split(',').length - 1;
  if (commas > 1 || text.startsWith(',') || text.endsWith(',')) return 0;
  const words = text.split(/[\s,&]+/u).filter((word) => word !== '' && word !== '-');
  if (words.length > 7 || text.includes('&')) return 0;
  const tally = { plain: 0, given: 0, family: 0, weak: 0, titles: 0, lower: 0, initials: 0 };
  for (const word of words) if (!tallyWord(word, names, tally, words.length)) return 0;
  return weigh(tally, commas === 1);
}

interface Tally {
  plain: number;
  given: number;
  family: number;
  weak: number;
  titles: number;
  lower: number;
  initials: number;
}

function tallyWord(word: string, names: NameLists, tally: Tally, count: number): boolean {
  const bare = word.replace(/^[('’]+|[)]+$/gu, '');
  if (!nameWord.test(bare)) return false;
  const folded = foldText(bare.replace(/\.$/u, ''));
  if (folded.length === 1) {
    if (names.particles.has(folded) && !capital.test(bare)) return true;
    tally.initials += 1;
    return true;
  }
  const listed = listing(folded, names);
  if (foreign.has(folded) && listed === undefined) return false;
  if (names.titles.has(folded) && (bare.endsWith('.') || count > 1) && listed === undefined) {
    tally.titles += 1;
    return true;
  }
  if (count > 1 && names.particles.has(folded) && (!capital.test(bare) || listed === undefined)) return true;
  tally.plain += 1;
  if (!capital.test(bare)) tally.lower += 1;
  if (listed === 'given') tally.given += 1;
  if (listed === 'family') tally.family += 1;
  if (listed !== undefined && everyday.has(folded)) tally.weak += 1;
  return true;
}

function listing(folded: string, names: NameLists): 'given' | 'family' | undefined {
  if (names.given.has(folded)) return 'given';
  if (names.family.has(folded)) return 'family';
  const plain = folded.replace(/['’]/gu, '');
  if (names.family.has(plain)) return 'family';
  for (const piece of folded.split(/[-'’.]/u)) {
    if (piece.length > 2 && names.given.has(piece)) return 'given';
    if (piece.length > 2 && names.family.has(piece)) return 'family';
  }
  return undefined;
}

function weigh(tally: Tally, comma: boolean): number {
  const { plain, given, family, weak, titles, lower, initials } = tally;
  if (plain === 0 || plain > 5) return 0;
  const strong = given + family - weak;
  let score: number;
  if (plain === 1 && initials === 0) score = given > 0 ? 0.7 : family > 0 ? 0.6 : 0.35;
  else if (plain === 1) score = given + family > 0 ? 0.8 : 0.55;
  else if (given > 0 && given + family >= 2) score = 0.98;
  else if (given > 0) score = strong > 0 ? 0.9 : 0.6;
  else if (family > 0) score = strong > 0 ? 0.75 : 0.55;
  else score = plain <= 3 ? 0.55 : 0.3;
  if (weak > 0 && strong <= 0) score -= 0.1;
  if (titles > 0) score = Math.max(score + 0.2, 0.8);
  if (comma && plain >= 2) score += 0.1;
  if (lower > 0) score -= lower === plain ? 0.25 : 0.3;
  return Math.max(0, Math.min(1, score));
}
