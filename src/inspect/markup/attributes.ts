/** Attributes of an element, names in lower case. */
export type Attributes = Readonly<Record<string, string>>;

/** Attributes that browsers show, or read out. */
const shown = new Set(['alt', 'title', 'aria-label', 'placeholder']);

/** Whether the value of an attribute is text to read: it is shown somewhere, or holds an address. */
export function isText(element: string, name: string, value: string): boolean {
  return shown.has(name) || (value.includes('@') && !isReadElsewhere(element, name, value));
}

/** Attributes that are read as what they are: metadata, form fields, links. */
const isReadElsewhere = (element: string, name: string, value: string): boolean =>
  name === 'style' ||
  (element === 'meta' && name === 'content') ||
  (element === 'input' && name === 'value') ||
  (element === 'a' && name === 'href' && isContact(value));

/** Whether a link writes to somebody or calls. */
export const isContact = (href: string): boolean => /^\s*(mailto|tel|sms):/i.test(href);

/** Whom a link of contact reaches, percent escapes decoded where they are valid. */
export function contactOf(href: string): string {
  const target = href.replace(/^\s*\w+:/, '');
  try {
    return decodeURIComponent(target);
  } catch {
    return target;
  }
}

/** Whether an element is not shown, as far as its own attributes say. */
export const isHidden = (attributes: Attributes): boolean =>
  'hidden' in attributes || /display\s*:\s*none|visibility\s*:\s*hidden/i.test(attributes['style'] ?? '');
