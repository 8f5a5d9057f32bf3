/** An element while it is held: what it contains in order, text as strings. */
export interface Element {
  /** Local name: prefixes of namespaces say nothing about content. */
  readonly name: string;
  attributes: readonly (readonly [string, string])[];
  content: (string | Element)[];
}

/** A value in a record with the names that lead to it, from the record down. */
export interface Field {
  readonly label: string;
  /** `customer.contact.email` */
  readonly path: string;
  readonly value: string;
}

/** Elements that are named by an attribute: `<column name="email">`. */
const generic = new Set(
  'field property prop entry item column col cell data param parameter attribute attr string value var variable key'.split(
    ' ',
  ),
);
const namingAttributes = new Set(['name', 'key', 'field', 'label', 'id']);
/** Names that say little without what they are in: `phone/number`. */
const vague = new Set('name value number no nr num id code text type content first last full data line'.split(' '));

export const children = (element: Element): Element[] =>
  element.content.filter((part): part is Element => typeof part !== 'string');

export const isLeaf = (element: Element): boolean => !element.content.some((part) => typeof part !== 'string');

/** Whether an element can be a record: it has parts. */
export const isStructured = (element: Element): boolean => !isLeaf(element) || element.attributes.length > 0;

/** All text in an element and what it contains. */
function textOf(element: Element): string {
  const [only] = element.content;
  if (element.content.length === 1 && typeof only === 'string') return only;
  return element.content.map((part) => (typeof part === 'string' ? part : textOf(part))).join('');
}

/** The fields of a record in document order. An element with text between its children is one value. */
export function fieldsOf(record: Element): Field[] {
  const fields: Field[] = [];
  visit(record, '', undefined, fields);
  return fields;
}

function visit(element: Element, above: string, parent: string | undefined, fields: Field[]): void {
  const named = element.attributes.length > 0 && generic.has(element.name.toLowerCase()) ? naming(element) : undefined;
  const own = named?.[1].trim() || element.name;
  const path = above === '' ? own : `${above}.${own}`;
  for (const attribute of element.attributes) {
    if (attribute !== named) add(fields, labelOf(attribute[0], own), `${path}.${attribute[0]}`, attribute[1]);
  }
  if (isLeaf(element) || element.content.some((part) => typeof part === 'string' && part.trim() !== '')) {
    return add(fields, labelOf(own, parent), path, textOf(element));
  }
  for (const child of element.content) {
    if (typeof child !== 'string') visit(child, path, above === '' ? undefined : own, fields);
  }
}

function add(fields: Field[], label: string, path: string, value: string): void {
  const text = value.trim();
  if (text !== '') fields.push({ label, path, value: text.includes('\r') ? text.replaceAll('\r\n', '\n') : text });
}

const naming = (element: Element): readonly [string, string] | undefined =>
  element.attributes.find(([name]) => namingAttributes.has(name.toLowerCase()));

const labelOf = (name: string, parent: string | undefined): string =>
  parent !== undefined && vague.has(name.toLowerCase()) ? `${parent} ${name}` : name;
