import { createInterface } from 'node:readline';

/** Symbols of a half of the recovery key, its check symbols included. */
const symbols = 80;
const groupSymbols = 5;

/** How people, or a script, give the halves of a recovery key. */
export interface Typing {
  readonly isTerminal: boolean;
  /** What was typed until it is as long as a half, or until an empty line, or the end. */
  ask(question: string): Promise<string>;
  close(): void;
}

/** Nothing that is typed is shown: a half on a screen, in its scrollback or in a recording, is a half in other hands. */
export function openTyping(): Typing {
  return process.stdin.isTTY ? fromTerminal() : fromPipe();
}

const count = (text: string): number => text.replaceAll(/[\s\-‐-―]/gu, '').length;

function fromPipe(): Typing {
  const reader = createInterface({ input: process.stdin, crlfDelay: Infinity });
  const lines = reader[Symbol.asyncIterator]();
  return {
    isTerminal: false,
    async ask() {
      let half = '';
      while (count(half) < symbols) {
        const { value, done } = (await lines.next()) as IteratorResult<string, undefined>;
        if (done === true) break;
        if (value.trim() === '' && half !== '') break;
        half += `${value}\n`;
      }
      return half;
    },
    close: () => reader.close(),
  };
}

const [enter, interrupt, end, backspace] = ['\r', '\u0003', '\u0004', '\u007f'] as const;

function fromTerminal(): Typing {
  const { stdin, stderr } = process;
  stdin.setRawMode(true);
  stdin.setEncoding('utf8');
  stdin.resume();
  return {
    isTerminal: true,
    ask(question) {
      stderr.write(question);
      return new Promise((resolve) => {
        let half = '';
        let line = '';
        const take = (letter: string): boolean => {
          if (letter === interrupt) {
            stdin.setRawMode(false);
            stderr.write('\n');
            process.kill(process.pid, 'SIGINT');
            return false;
          }
          if (letter === backspace || letter === '\b') {
            half = half.slice(0, -1);
            return false;
          }
          if (letter !== enter && letter !== '\n' && letter !== end) {
            half += letter;
            line += letter;
            if (count(letter) > 0 && count(half) % groupSymbols === 0) stderr.write('.');
            return false;
          }
          const isOver = letter === end || count(half) >= symbols || (line.trim() === '' && half.trim() !== '');
          line = '';
          return isOver;
        };
        const onData = (text: string): void => {
          for (const letter of text) {
            if (!take(letter)) continue;
            stdin.off('data', onData);
            stderr.write('\n');
            resolve(half);
            return;
          }
        };
        stdin.on('data', onData);
      });
    },
    close() {
      stdin.setRawMode(false);
      stdin.pause();
    },
  };
}
