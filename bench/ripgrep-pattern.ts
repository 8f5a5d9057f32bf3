import type { Rule } from '#inspect';

/**
 * The pattern of a rule as ripgrep's own engine takes it: that engine is the fastest there is for many patterns in one
 * pass, and knows neither look-around nor references back to a group. Look-around is left out, a reference to a
 * separator becomes any separator; both let ripgrep match a little more than the rule does.
 */
export function forRipgrep({ pattern, flags }: Rule): string {
  const spelled = withoutLookAround(pattern)
    .replace(/\\u\{?([0-9a-f]{4})\}?/gi, '\\x{$1}')
    .replaceAll('[^]', '[\\s\\S]')
    .replaceAll(/\(\?<[a-z]+>/gi, '(')
    .replaceAll(/\\[1-9]/g, '[ ./:-]?')
    .replaceAll('\\/', '/');
  return `${flags.includes('i') ? '(?i:' : '(?:'}${spelled})`;
}

function withoutLookAround(pattern: string): string {
  let kept = '';
  for (let at = 0; at < pattern.length; ) {
    const end = /^\(\?<?[!=]/.test(pattern.slice(at, at + 4))
      ? groupEnd(pattern, at)
      : at + (pattern[at] === '\\' ? 2 : 1);
    if (pattern[at] !== '(' || end === at + 1) kept += pattern.slice(at, end);
    at = end;
  }
  return kept;
}

/** Where the group that begins at `start` ends. */
function groupEnd(pattern: string, start: number): number {
  let depth = 0;
  let inClass = false;
  for (let at = start; at < pattern.length; at++) {
    const char = pattern[at];
    if (char === '\\') at += 1;
    else if (inClass) inClass = char !== ']';
    else if (char === '[') inClass = true;
    else if (char === '(') depth += 1;
    else if (char === ')' && --depth === 0) return at + 1;
  }
  return pattern.length;
}
