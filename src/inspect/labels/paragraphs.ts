import type { Concept } from '../contract.ts';

/** A labelled value, and whether a blank line or a line of prose parts it from the one before. */
export interface ParagraphField {
  readonly concept: Concept;
  readonly qualifier: string | undefined;
  readonly parted: boolean;
}

const names = new Set<Concept>(['person-name', 'given-name', 'family-name']);

/** Whether a concept is a name of a person or a part of one. */
export const isName = (concept: Concept): boolean => names.has(concept);

/** Concepts that say nothing of whose a paragraph is. */
const impersonal = new Set<Concept>(['other', 'organisation']);
/** Names that a record may be about where it has no other: whom it was sent to, who works here. */
const addressed = new Set(['recipient', 'staff']);
/** A label that the book does not know may hide a name here and there. */
const mostlyNamed = 0.8;

/** Whether a name is that of the person whom the record is about, as far as its label says. */
export function isSelf(qualifier: string | undefined): boolean {
  return qualifier === undefined || !['relative', 'staff', 'sender', 'recipient', 'organisation'].includes(qualifier);
}

/**
 * Whether the paragraphs of a list are its records: there are two or more, and each says somebody's name, in whatever
 * place. A form about one person has paragraphs as well, but names that person once.
 */
export function paragraphsAreRecords(fields: Iterable<ParagraphField>): boolean {
  let paragraphs = 0;
  let named = 0;
  let personal = false;
  let hasName = false;
  const close = (): void => {
    if (personal) paragraphs += 1;
    if (hasName) named += 1;
    personal = false;
    hasName = false;
  };
  for (const { concept, qualifier, parted } of fields) {
    if (parted) close();
    personal ||= !impersonal.has(concept);
    hasName ||= isName(concept) && (isSelf(qualifier) || addressed.has(qualifier ?? ''));
  }
  close();
  return named > 1 && named >= paragraphs * mostlyNamed;
}
