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
