import classes from './face.module.css';

/**
 * Somebody's initials, for the eye alone: what stands beside them, or the label of what they stand on, says the name. Drawn
 * rather than written, so that no name of a button has to hold them.
 */
export function Face({ name }: { readonly name: string }) {
  return <span className={classes['face']} data-initials={initialsOf(name)} aria-hidden />;
}

/** Of the first word and the last. */
function initialsOf(name: string): string {
  const words = name.split(/\s+/).filter((word) => word !== '');
  const ends = words.length > 1 ? [words.at(0), words.at(-1)] : words;
  return ends.map((word) => [...(word ?? '')][0]?.toUpperCase() ?? '').join('');
}
