import process from 'node:process';

/** What is said to people goes to standard error; standard output holds the accounts alone. */
export const say = (line: string): void => void process.stderr.write(`${line}\n`);

/** How far something is: a line that is written over on a terminal, and nothing elsewhere. */
export function tell(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[2K${text}`);
}

/** Takes away what `tell` wrote. */
export const told = (): void => tell('');
