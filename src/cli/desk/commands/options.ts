import { Option } from 'commander';

export const access = `
You are who signed in last with \`cofferdam login\`, or whose key COFFERDAM_API_KEY holds (the desk is then at
COFFERDAM_URL, else http://127.0.0.1:7420).`;

/** For acts that no API key may do. */
export const sessionOnly = `
You are who signed in last with \`cofferdam login\`; an API key may not do this.`;

export const reasonHelp = `
A reason, or what else is needed and not said, is asked for; scripts give it on standard input, a line each.`;

export const format = () =>
  new Option('-f, --format <format>', 'how to print').choices(['text', 'json']).default('text');

export const compartmentNames = ['facts', 'counsel', 'person-concerned'] as const;
export const roleNames = ['lead', 'analyst', 'dpo', 'legal', 'hr', 'comms', 'executive', 'guest'] as const;

export const named = ['<incident>', 'id or code name'] as const;

export const passwordHelp = `
Up to 50 passwords are tried on whatever is protected, at any depth. They come from a file, one a line, or are typed, and
not shown; scripts give them on standard input, a line each, and an empty one at the end. The desk keeps them sealed until
the inspection ends: a later one needs them again.`;

export const passwordFile = (): Option =>
  new Option('--password-file <file>', 'passwords to try, one a line').conflicts('askPasswords');
export const askPasswords = (): Option => new Option('--ask-passwords', 'type the passwords to try').default(false);
