/** Mail addresses are one account however they are typed. Servers that tell cases apart are not met (RFC 5321, 2.4). */
export function normalMail(typed: string): string {
  // PostgreSQL has no text with the character 0, and no account has it in its address.
  return typed.normalize('NFKC').trim().toLowerCase().replaceAll('\u0000', '\ufffd');
}
