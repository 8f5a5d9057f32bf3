import { fail } from '#platform/errors';
import type { Questions } from '../ask.ts';
import { readPasswords } from '../options.ts';
import { withQuestions } from './asking.ts';

export interface GivenPasswords {
  readonly passwordFile?: string;
  readonly askPasswords: boolean;
}

/** As the API takes them. */
const mostPasswords = 50;
const mostCharacters = 1024;
const mostSigns = 8192;

/** The passwords of a file or typed ones, looked at before one leaves the machine; undefined where none are to be given. */
export async function passwordsOf({
  passwordFile,
  askPasswords,
}: GivenPasswords): Promise<readonly string[] | undefined> {
  if (!askPasswords && passwordFile === undefined) return undefined;
  const passwords = askPasswords ? await withQuestions(askAll) : await readPasswords(passwordFile);
  check(passwords);
  return passwords;
}

/** As a header of uploads has them. */
export function passwordHeader(passwords: readonly string[]): string {
  const header = passwords.map((password) => Buffer.from(password).toString('base64')).join(',');
  if (header.length <= mostSigns) return header;
  return fail(
    'usage',
    `the passwords are ${header.length} signs in base64, and ${mostSigns} can go with files: give more when these are inspected`,
  );
}

async function askAll({ askSecret }: Questions): Promise<string[]> {
  const passwords: string[] = [];
  for (;;) {
    const password = await askSecret('A password to try; none to begin: ');
    if (password === '') return passwords;
    passwords.push(password);
  }
}

/** Says what is wrong here, where no password has left the machine yet. */
function check(passwords: readonly string[]): void {
  if (passwords.length === 0) fail('usage', 'there is no password to try');
  if (passwords.length > mostPasswords) {
    fail('usage', `there are ${passwords.length} passwords: ${mostPasswords} can be tried at once`);
  }
  const long = passwords.findIndex((password) => password.length > mostCharacters);
  if (long >= 0) fail('usage', `password ${long + 1} is longer than ${mostCharacters} characters`);
}
