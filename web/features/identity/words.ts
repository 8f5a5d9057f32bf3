export const passwordHint =
  'At least 12 characters; several words are easy to keep in mind. Not your name or mail address.';

/** Codes are typed as the app shows them, in groups. */
export const digitsOf = (typed: string): string => typed.replaceAll(/\s/g, '');
