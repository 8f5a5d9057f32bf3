/** Countries of the persons and legal entities of the range. */
export const countries = ['DE', 'FR', 'IT', 'ES', 'GB', 'US'] as const;
export type Country = (typeof countries)[number];

/** Languages of documents. */
export const languages = ['en', 'de', 'fr', 'it', 'es'] as const;
export type Language = (typeof languages)[number];

export const languageOf: Record<Country, Language> = { DE: 'de', FR: 'fr', IT: 'it', ES: 'es', GB: 'en', US: 'en' };

/** Entries separated by `|` or line ends. */
export function list(text: string): readonly string[] {
  return text
    .split(/[|\n]/)
    .map((word) => word.trim())
    .filter((word) => word !== '');
}
