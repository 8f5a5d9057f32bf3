/** Shannon entropy of the characters, in bits per character. */
export function entropy(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / text.length) * Math.log2(count / text.length);
  return bits;
}

/** What documentation puts where a secret goes. */
const stand =
  /example|sample|placeholder|your[-_ ]?|changeit|dummy|redacted|x{5,}|\*{3,}|\.{3,}|1234567890123|abcdefghijk|<|>|\$\{|\{\{/i;

/** Whether the text stands in for a secret in documentation or a template. */
export function standsIn(text: string): boolean {
  return stand.test(text);
}
