/** Languages whose data may be installed, by the names that Tesseract gives them: packages `@tesseract.js-data/…`. */
export const languages = ['eng', 'deu', 'fra', 'spa', 'ita', 'nld', 'por', 'pol'] as const;
export type Language = (typeof languages)[number];
