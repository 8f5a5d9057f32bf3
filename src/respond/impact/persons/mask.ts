/** Enough to recognise somebody whom one knows, and too little to learn of somebody: `E••• M•••`, `an•••@k•••.de`. */
export function maskName(name: string): string {
  return name
    .split(/\s+/)
    .filter((word) => word !== '')
    .map((word) => `${first(word, 1)}•••`)
    .join(' ');
}

export function maskContact(contact: string): string {
  if (contact === '') return '';
  const at = contact.lastIndexOf('@');
  if (at < 1) return `${first(contact, 2)}•••${contact.length > 8 ? last(contact, 2) : ''}`;
  const domain = contact.slice(at + 1);
  const dot = domain.lastIndexOf('.');
  return `${first(contact.slice(0, at), at > 3 ? 2 : 1)}•••@${first(domain, 1)}•••${dot < 1 ? '' : domain.slice(dot)}`;
}

/** Whole characters, as a reader would count them. */
const segments = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
const first = (text: string, count: number): string =>
  Array.from(segments.segment(text), ({ segment }) => segment)
    .slice(0, count)
    .join('');
const last = (text: string, count: number): string =>
  Array.from(segments.segment(text), ({ segment }) => segment)
    .slice(-count)
    .join('');
