import { figure } from '../../../ui/figures.ts';
import type { Column } from '../../../ui/long-grid/long-grid.tsx';
import { elementLabel } from '../../../ui/elements.ts';
import { countryOf, type Person, relationOf } from '../../../ui/impact-words.ts';

/** Whether somebody is under 18, as far as it is known. */
export const ageOf = (minor: boolean | null): string => (minor === null ? 'Not known' : minor ? 'Under 18' : 'Adult');

export const columns: readonly Column<Person>[] = [
  { label: 'Number', width: '5.5rem', align: 'end', cell: ({ number }) => figure(number) },
  { label: 'Name', width: 'minmax(7rem, 1fr)', cell: ({ name }) => name || 'None stated' },
  { label: 'Reached by', width: 'minmax(9.5rem, 1fr)', cell: ({ contact }) => contact || 'Nothing stated' },
  { label: 'To you', width: '8rem', cell: relationOf },
  { label: 'Country', width: '7.5rem', cell: ({ country }) => countryOf(country) },
  { label: 'Age', width: '5.5rem', cell: ({ minor }) => ageOf(minor) },
  {
    label: 'Known of them',
    width: 'minmax(10rem, 2fr)',
    cell: ({ elements }) => {
      const all = elements.map(elementLabel).join(', ');
      return <span title={all}>{all}</span>;
    },
  },
];
