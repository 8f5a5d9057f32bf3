import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compileRules, type Format, type Source } from '#inspect';
import { catalogue } from '#platform/errors';
import { describeServer } from '../src/server/describe.ts';

const root = join(import.meta.dirname, '..');

/** Documents that are made from the program's own tables: `npm run docs` writes them, a test compares them. */
export async function documents(): Promise<Record<string, string>> {
  return {
    'docs/errors.md': errors(),
    'docs/rules.md': rules(),
    'docs/identifiers.md': identifiers(),
    'docs/formats.md': await formats(),
    'docs/openapi.json': `${printed(describeServer())}\n`,
  };
}

function errors(): string {
  const rows = Object.entries(catalogue).map(([code, { what, remedy }]) => `| \`${code}\` | ${what}. | ${remedy} |`);
  return `# Errors and reasons

Codes are stable. They stand in results as the \`reason\` of a file that was not fully read, and in front of error
messages. No message holds a value out of the data. Made from \`src/platform/errors/catalogue.ts\` by \`npm run docs\`.

| code | what is wrong | what to do |
|---|---|---|
${rows.join('\n')}
`;
}

function rules(): string {
  const all = compileRules(yamlBelow('src/inspect/rules'));
  const row = (rule: (typeof all)[number]) => {
    const context = rule.context.required || 'label' in rule.anchor ? 'needed' : 'raises';
    return `| \`${rule.id}\` | ${rule.element ?? '(keeps others off)'} | ${rule.title} | ${rule.country ?? ''} | ${context} |`;
  };
  return `# Rules

What inspection looks for. \`cofferdam rules show ID\` prints a rule whole, with examples and sources. Context is a
column header, a field label or words near by. Made from \`src/inspect/rules/\` by \`npm run docs\`.

| rule | element | title | country | context |
|---|---|---|---|---|
${all.map(row).join('\n')}
`;
}

const kinds: Readonly<Record<string, string>> = {
  'national-id': 'identity number',
  'tax-id': 'tax number',
  'social-security-id': 'social security number',
  'health-id': 'health number',
  passport: 'passport',
  'driving-licence': 'driving licence',
};

/** What the validator says of the first example that it takes: what is checked is told in its own words. */
function checkOf(rule: ReturnType<typeof compileRules>[number]): string {
  for (const { text } of rule.examples) {
    rule.regex.lastIndex = 0;
    const said = rule.validate?.(rule.regex.exec(text)?.[0] ?? '');
    if (said !== undefined) return `${said.checked ? 'yes' : 'no'}: ${said.detail}`;
  }
  return 'no: the form alone';
}

function identifiers(): string {
  const names = new Intl.DisplayNames('en', { type: 'region' });
  const all = compileRules(yamlBelow('src/inspect/rules')).filter(({ element = '' }) => Object.hasOwn(kinds, element));
  const countryOf = (code: string | undefined) => (code === undefined ? 'any' : (names.of(code) ?? code));
  const rows = all
    .map((rule) => ({ rule, country: countryOf(rule.country) }))
    .sort((a, b) => a.country.localeCompare(b.country, 'en') || a.rule.id.localeCompare(b.rule.id, 'en'))
    .map(({ rule, country }) => {
      const context = { true: 'needed', false: 'raises', words: 'a word of it' }[String(rule.context.required)] ?? '';
      const sources = rule.references.map((url) => `[${new URL(url).hostname}](${url})`).join(', ');
      const kind = kinds[rule.element ?? ''] ?? '';
      return `| ${country} | ${rule.title} | ${kind} | ${checkOf(rule)} | ${context} | ${sources} | \`${rule.id}\` |`;
    });
  const countries = new Set(all.flatMap(({ country }) => country ?? [])).size;
  return `# Identifiers of persons

${all.length} kinds of ${countries} countries and territories. The check says whether a mistyped or made-up number is noticed, and by
what. Where context is needed, a number counts only under a label of its kind or near a word that names it; where a word of
it is needed, a label like \`ID\` is not enough. Made from \`src/inspect/rules/personal/\` by \`npm run docs\`.

| country | number | kind | check | context | sources | rule |
|---|---|---|---|---|---|---|
${rows.join('\n')}
`;
}

async function formats(): Promise<string> {
  const folder = join(root, 'src/inspect/formats');
  const names = readdirSync(folder).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'));
  const modules = await Promise.all(
    names.sort().map((name) => import(join(folder, name)) as Promise<{ format: Format }>),
  );
  const rows = modules.map(({ format }) => {
    const runs = format.runs === 'inline' ? 'in the program' : 'in a sandboxed child';
    return `| ${format.id} | ${format.mediaType} | ${runs} |`;
  });
  return `# Formats

What inspection reads. The content decides, not the file name. Anything else is reported as unreadable, with the
reason \`format-unsupported\`. Made from \`src/inspect/formats/\` by \`npm run docs\`.

| format | media type | read |
|---|---|---|
${rows.join('\n')}
`;
}

const lineWidth = 120;

/**
 * JSON as the formatter has it: lists of plain values on one line where they fit.
 *
 * @param around characters of its line that are not its own: indent, name, a comma behind it
 */
function printed(value: unknown, indent = '', around = 0): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const isList = Array.isArray(value);
  const [open, close] = isList ? '[]' : '{}';
  const below = `${indent}  `;
  const entries = Object.entries(value).filter(([, one]) => one !== undefined);
  const all = entries.map(([name, one], index) => {
    const key = isList ? '' : `${JSON.stringify(name)}: `;
    return key + printed(one, below, below.length + key.length + (index + 1 < entries.length ? 1 : 0));
  });
  if (all.length === 0) return `${open}${close}`;
  const line = `[${all.join(', ')}]`;
  const isPlain = isList && !value.some((one) => typeof one === 'object');
  if (isPlain && around + line.length <= lineWidth) return line;
  return `${open}\n${all.map((one) => below + one).join(',\n')}\n${indent}${close}`;
}

function yamlBelow(folder: string): Source[] {
  const names = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.yml'),
  );
  return names.sort().map((path) => ({ path, text: readFileSync(join(root, folder, path), 'utf8') }));
}

if (process.argv[2] === '--write') {
  for (const [path, text] of Object.entries(await documents())) writeFileSync(join(root, path), text);
}
