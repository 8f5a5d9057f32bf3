import { foldText, labelWords } from './normal.ts';
import type { LabelFile } from './source.ts';

/** Words that names of persons are made of, folded. */
export interface NameLists {
  readonly given: ReadonlySet<string>;
  readonly family: ReadonlySet<string>;
  readonly particles: ReadonlySet<string>;
  readonly titles: ReadonlySet<string>;
}

/** Words of places and street lines, folded. */
export interface PlaceLists {
  readonly cities: ReadonlySet<string>;
  readonly countries: ReadonlySet<string>;
  readonly streetWords: ReadonlySet<string>;
  readonly streetEndings: readonly string[];
}

function wordSet(text: string): Set<string> {
  return new Set(
    foldText(text)
      .split(/[\s.]+/u)
      .filter((word) => word !== ''),
  );
}

/** The name lists among the label files; empty sets where there are none. */
export function readNames(files: readonly LabelFile[]): NameLists {
  const given = files.map((file) => ('given' in file ? file.given : '')).join(' ');
  const families = files.filter((file) => 'family' in file);
  return {
    given: wordSet(given),
    family: wordSet(families.map((file) => file.family).join(' ')),
    particles: wordSet(families.map((file) => file.particles).join(' ')),
    titles: wordSet(families.map((file) => file.titles).join(' ')),
  };
}

/** The place lists among the label files; empty where there are none. */
export function readPlaces(files: readonly LabelFile[]): PlaceLists {
  const places = files.filter((file) => 'cities' in file);
  const fold = (list: readonly string[]): Set<string> => new Set(list.map((entry) => labelWords(entry).join(' ')));
  return {
    cities: fold(places.flatMap((file) => file.cities)),
    countries: fold(places.flatMap((file) => file.countries)),
    streetWords: fold(places.flatMap((file) => file.streets.words)),
    streetEndings: [...fold(places.flatMap((file) => file.streets.endings))],
  };
}
