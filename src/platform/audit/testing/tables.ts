import { z } from 'zod';
import { count, hex64, hex128, id, instant, origin, text, word } from '../acts/fields.ts';
import { kinds } from '../acts/index.ts';
import { breakKinds } from '../verify/breaks.ts';

/** The forms that docs/log.md explains. */
const forms = new Map<unknown, string>([
  [id, 'id'],
  [hex64, 'hash'],
  [hex128, 'signature'],
  [text, 'text'],
  [origin, 'origin'],
  [instant, 'time'],
  [count, 'count'],
  [word, 'word'],
]);

/** A schema in the words of docs/log.md. */
function formOf(schema: z.core.$ZodType): string {
  const known = forms.get(schema);
  if (known !== undefined) return known;
  const { def } = schema._zod;
  switch (def.type) {
    case 'nullable':
      return `${formOf((def as z.core.$ZodNullableDef).innerType)} or null`;
    case 'optional':
      return `${formOf((def as z.core.$ZodOptionalDef).innerType)} (may be left out)`;
    case 'enum':
      return Object.values((def as z.core.$ZodEnumDef).entries).join(', ');
    case 'array':
      return `list of ${formOf((def as z.core.$ZodArrayDef).element)}`;
    case 'object':
      return `{ ${fieldsOf((def as z.core.$ZodObjectDef).shape)} }`;
    case 'string':
      return patternOf(schema);
    default:
      throw new Error(`no words for ${def.type}`);
  }
}

function patternOf(schema: z.core.$ZodType): string {
  const { pattern } = z.toJSONSchema(schema);
  if (pattern === undefined) throw new Error('a text without a form');
  return `text like \`${pattern.replaceAll('|', '\\|')}\``;
}

function fieldsOf(shape: z.core.$ZodShape): string {
  const fields = Object.entries(shape).filter(([name]) => name !== 'type');
  return fields.map(([name, schema]) => `\`${name}\`: ${formOf(schema)}`).join('; ');
}

/** The tables of docs/log.md, from the schemas and lists that the program goes by. */
export function tables(): { readonly acts: string; readonly breaks: string } {
  const acts = kinds.map(
    ({ type, place, when, schema }) => `| \`${type}\` | ${place} | ${when} | ${fieldsOf(schema.def.shape)} |`,
  );
  const breaks = Object.entries(breakKinds).map(([kind, { what, means }]) => `| \`${kind}\` | ${what}. | ${means} |`);
  return {
    acts: ['| kind | chain | written when | fields |', '|---|---|---|---|', ...acts].join('\n'),
    breaks: ['| break | what | means |', '|---|---|---|', ...breaks].join('\n'),
  };
}
