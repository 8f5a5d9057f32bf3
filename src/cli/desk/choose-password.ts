import type { Questions } from '../ask.ts';
import { say } from './print.ts';

/** A new password, typed twice alike without being shown. */
export async function choosePassword(questions: Questions, question = 'Password'): Promise<string> {
  for (;;) {
    const password = await questions.askSecret(`${question}, at least 12 characters: `);
    if ((await questions.askSecret('The same again: ')) === password) return password;
    say('The two are not the same.');
  }
}
