import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline';

export interface Started {
  readonly address: string;
  readonly setUpCode: string;
  /** Its exit code. */
  stop(): Promise<number | null>;
}

const root = join(import.meta.dirname, '../..');

/** Starts a new server with the settings that it has by itself, and resolves when it listens. One that ends is not started again. */
export async function startServer(data: string): Promise<Started> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', join(root, 'src/server/main.ts')], {
    cwd: root,
    env: { PATH: process.env['PATH'], COFFERDAM_DATA: data, COFFERDAM_PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exit = once(child, 'exit') as Promise<[number | null]>;
  let [address, setUpCode] = ['', ''];
  // Its log goes on and is read on: a full pipe would stop it.
  const lines = createInterface({ input: child.stdout });
  const ready = new Promise<void>((resolve) => {
    lines.on('line', (line) => {
      address ||= /^Cofferdam listens at (http:\S+)$/.exec(line)?.[1] ?? '';
      setUpCode ||= /^Set-up code[^:]*: (\S+)$/.exec(line)?.[1] ?? '';
      if (address !== '' && setUpCode !== '') resolve();
    });
  });
  await Promise.race([
    ready,
    exit.then(([code]) => Promise.reject(new Error(`the server ended before it listened, with exit code ${code}`))),
  ]);
  return {
    address,
    setUpCode,
    async stop() {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
      const [code] = await exit;
      return code;
    },
  };
}
