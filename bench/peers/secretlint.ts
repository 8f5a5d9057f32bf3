import { readFileSync } from 'node:fs';
import { lintSource } from '@secretlint/core';
import { creator } from '@secretlint/secretlint-rule-preset-recommend';
import { leastOf, ownCpu } from '../cpu.ts';
import type { Peer } from './peer.ts';

/** secretlint with the rules that it recommends, in this process: tokens and keys alone. */
export async function secretlint(files: readonly string[], { rounds }: { rounds: number }): Promise<Peer> {
  const config = { rules: [{ id: '@secretlint/secretlint-rule-preset-recommend', rule: creator }] };
  const seconds: number[] = [];
  for (const file of files) {
    const content = readFileSync(file, 'utf8');
    const source = { content, filePath: file, ext: '.txt', contentType: 'text' as const };
    seconds.push(
      await leastOf(rounds, ownCpu, async () => {
        await lintSource({ source, options: { config: config } });
      }),
    );
  }
  return { name: 'secretlint', note: 'its own recommended rules', seconds };
}
