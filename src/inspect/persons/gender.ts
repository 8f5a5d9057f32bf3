/**
 * Words for women and for men, salutations among them: English, German, French, Italian, Spanish. `m` alone is taken for
 * a man, although lists that write `H` for hombre write `M` for mujer.
 */
const women = new Set(
  'f w female woman ms mrs miss frau weiblich femme féminin feminin mme madame mlle mademoiselle femmina femminile donna signora sigra mujer femenino sra srta señora'.split(
    ' ',
  ),
);
const men = new Set(
  'm h v male man mr herr männlich maennlich mann homme masculin monsieur maschio maschile uomo signor sig hombre masculino varón varon sr señor'.split(
    ' ',
  ),
);

/** 1 for women, 2 for men, 0 for all else: `Ms` and `Mrs` begin as men do. */
export function genderCode(text: string | undefined): number {
  if (text === undefined) return 0;
  const [word = ''] = text.trim().toLowerCase().replaceAll('.', '').split(/\s/u, 1);
  return women.has(word) ? 1 : men.has(word) ? 2 : 0;
}
