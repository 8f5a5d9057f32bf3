import process from 'node:process';
import { createInterface, type Interface } from 'node:readline';
import { Writable } from 'node:stream';
import type { ReadStream } from 'node:tty';
import { CofferdamError } from '#platform/errors';

/** Asks people, or reads the answers of a script: one a line, in the order of the questions. */
export interface Questions {
  /** What was answered, without the line end. `usage` where the input ended before. */
  ask(question: string): Promise<string>;
  /** As `ask`, for what nobody may read over a shoulder: what is typed does not show. */
  askSecret(question: string): Promise<string>;
  close(): void;
}

interface Streams {
  readonly input: NodeJS.ReadableStream & Partial<Pick<ReadStream, 'isTTY' | 'setRawMode'>>;
  /** Where questions go: standard error, so that standard output holds data alone. */
  readonly output: NodeJS.WritableStream;
}

/** Opens the terminal, or standard input where it is none. Close it: it keeps the program alive. */
export function openQuestions(
  { input, output }: Streams = { input: process.stdin, output: process.stderr },
): Questions {
  return input.isTTY === true ? ofTerminal({ input, output }) : ofScript(input);
}

function ofTerminal({ input, output }: Streams): Questions {
  const one = (question: string, isSecret: boolean): Promise<string> =>
    new Promise((resolve, reject) => {
      // The terminal itself echoes nothing in raw mode; what readline would echo of a secret goes nowhere.
      const lines: Interface = createInterface({ input, output: isSecret ? nowhere() : output, terminal: true });
      if (isSecret) output.write(question);
      const end = (act: () => void): void => {
        if (isSecret) output.write('\n');
        act();
        lines.close();
      };
      lines.on('SIGINT', () => end(() => process.kill(process.pid, 'SIGINT')));
      // After an answer this changes nothing any more.
      lines.on('close', () => reject(ended(question)));
      if (isSecret) lines.on('line', (line) => end(() => resolve(line)));
      else lines.question(question, (line) => end(() => resolve(line)));
    });
  return {
    ask: (question) => one(question, false),
    askSecret: (question) => one(question, true),
    close: () => undefined,
  };
}

function ofScript(input: NodeJS.ReadableStream): Questions {
  const lines = createInterface({ input });
  const answers = lines[Symbol.asyncIterator]();
  const next = async (question: string): Promise<string> => {
    const { value, done } = await answers.next();
    if (done === true) throw ended(question);
    return value;
  };
  return { ask: next, askSecret: next, close: () => lines.close() };
}

function nowhere(): Writable {
  return new Writable({ write: (_chunk, _encoding, done) => done() });
}

function ended(question: string): CofferdamError {
  return new CofferdamError('usage', `the input ended before the answer to "${question.trim()}"`);
}
