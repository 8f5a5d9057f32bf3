import { Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, Outlet, useParams } from '@tanstack/react-router';
import { ask } from '../../api/query.ts';
import classes from './layout.module.css';
import { seesPersons } from '../../ui/impact-words.ts';

const parts = [
  { to: '/incidents/$incident/impact', label: 'Summary', isOfPersons: false },
  { to: '/incidents/$incident/impact/files', label: 'Files', isOfPersons: false },
  { to: '/incidents/$incident/impact/persons', label: 'Persons', isOfPersons: true },
  { to: '/incidents/$incident/impact/doubts', label: 'One or two', isOfPersons: true },
] as const;

/** What was found: a summary, and below it the files and the persons one by one. */
export function ImpactLayout() {
  const { incident } = useParams({ from: '/inside/incidents/$incident' });
  const { data } = useQuery(ask('incidents.show', { params: { incident } }));
  const shown = parts.filter(({ isOfPersons }) => !isOfPersons || seesPersons(data?.own.role));
  return (
    <Stack gap="md">
      <nav aria-label="Parts of the impact" className={classes['parts']}>
        {shown.map(({ to, label }) => (
          <Link key={to} to={to} params={{ incident }} activeOptions={{ exact: true, includeSearch: false }}>
            {label}
          </Link>
        ))}
      </nav>
      <Outlet />
    </Stack>
  );
}
