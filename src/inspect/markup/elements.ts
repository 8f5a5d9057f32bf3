const words = (list: string): ReadonlySet<string> => new Set(list.split(' '));

/** Elements that begin on a line of their own (HTML, Rendering, 15.3), and `br`. */
export const breaksLine = words(
  'address article aside blockquote body br button caption center dd details dialog dir div dl dt fieldset figcaption ' +
    'figure footer form frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html legend li listing main menu nav ol optgroup ' +
    'option p plaintext pre search section select summary table tbody tfoot thead tr ul xmp',
);

/** Elements whose line breaks are text. */
export const keepsSpace = words('pre listing plaintext xmp');

/** Types of `input` whose value somebody entered; those of buttons are text on the page. */
export function isEntry(type = 'text'): boolean {
  return !['submit', 'button', 'reset', 'image'].includes(type.toLowerCase());
}
