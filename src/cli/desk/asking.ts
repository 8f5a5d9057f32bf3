import { openQuestions, type Questions } from '../ask.ts';

/** Asks for what was not said, and closes the terminal again. */
export async function withQuestions<T>(act: (questions: Questions) => Promise<T>): Promise<T> {
  const questions = openQuestions();
  try {
    return await act(questions);
  } finally {
    questions.close();
  }
}

/**
 * What an option says, else what is answered. Why somebody was taken out of an incident need not stand in the list of
 * processes, so no reason has to be an option.
 */
export function saidOrAsked(said: string | undefined, question: string): Promise<string> {
  return said === undefined ? withQuestions((questions) => questions.ask(question)) : Promise.resolve(said);
}
