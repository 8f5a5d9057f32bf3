/** As the server takes them with a file; the last in signs of base64. */
const mostPasswords = 50;
const mostCharacters = 1024;
const mostSigns = 8192;

/** Each as it is, spaces and all; an empty line is none. */
export const passwordsIn = (text: string): readonly string[] => [
  ...new Set(text.split(/\r?\n/).filter((line) => line !== '')),
];

/** What is wrong with what was typed; undefined where it can be sent. */
export function passwordsFault(text: string): string | undefined {
  const passwords = passwordsIn(text);
  if (passwords.length > mostPasswords) return `These are ${passwords.length}; ${mostPasswords} can be tried at once.`;
  const long = passwords.findIndex((password) => password.length > mostCharacters);
  if (long >= 0) return `Password ${long + 1} is longer than ${mostCharacters} characters.`;
  if (headerOf(passwords).length > mostSigns)
    return 'These are too long to go with files. Give the rest in the panel of a file when it was inspected.';
  return undefined;
}

/** For each request that may end an upload: the server takes them with that one and forgets them with all others. */
export const passwordHeaders = (passwords: readonly string[]): Record<string, string> =>
  passwords.length === 0 ? {} : { 'upload-passwords': headerOf(passwords) };

const headerOf = (passwords: readonly string[]): string => passwords.map(base64Of).join(',');

export const base64Of = (text: string): string => {
  const bytes = new TextEncoder().encode(text);
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
};

/** What became of passwords; unknown where the answer to the request that ended the upload was lost. */
export type Tried = 'queued' | 'not-tried' | 'unknown';

export const triedOf = (said: string | null | undefined): Tried =>
  said === 'queued' || said === 'not-tried' ? said : 'unknown';
