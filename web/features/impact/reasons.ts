import codes from 'virtual:codes';

/** A code in words: what is wrong, and what to do. */
export const reasonOf = (code: string): { readonly what: string; readonly remedy: string } =>
  codes[code] ?? { what: code, remedy: '' };
