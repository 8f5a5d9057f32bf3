import { crcBase62 } from './base62.ts';
import type { Validation } from './validator.ts';

/**
 * Tokens of GitHub (`ghp_`, `gho_`, `ghu_`, `ghs_`, `ghr_`) and npm (`npm_`): 30 random characters and six of CRC-32.
 * Source: https://github.blog/engineering/behind-githubs-new-authentication-token-formats/
 */
export function crcToken(match: string): Validation | undefined {
  const random = match.slice(4, -6);
  if (random.length !== 30) return undefined;
  const holds = crcBase62(random) === match.slice(-6);
  return { normal: match, checked: holds, detail: holds ? 'checksum (CRC-32) holds' : 'checksum does not hold' };
}
