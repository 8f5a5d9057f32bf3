import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { ask } from '../../../api/query.ts';
import { Empty } from '../../../ui/empty.tsx';
import { placeOf } from '../../../ui/impact-words.ts';

interface WhichCountProps {
  readonly chosen: string | undefined;
  readonly choose: (count: string | undefined) => void;
}

/** Where there are several counts of persons, one of them. */
export function WhichCount({ chosen, choose }: WhichCountProps) {
  const { incident } = useParams({ from: '/inside/incidents/$incident' });
  const { data: impact } = useQuery(ask('impact.show', { params: { incident } }));
  const { data: organisation } = useQuery(ask('organisation.show'));
  if (impact === undefined || impact.persons.length < 2) return null;
  return (
    <Select
      label="Counted for"
      maw={360}
      allowDeselect={false}
      data={impact.persons.map((one) => ({ value: one.id, label: placeOf(one, organisation?.entities ?? []) }))}
      value={chosen ?? null}
      onChange={(value) => choose(value ?? undefined)}
    />
  );
}

/** In place of what a count would say: there is none yet. `what` shows by itself once there is. */
export function NotCounted({ what }: { readonly what: string }) {
  const { incident } = useParams({ from: '/inside/incidents/$incident' });
  const { data: impact } = useQuery(ask('impact.show', { params: { incident } }));
  return (
    <Empty title="No persons were counted yet">
      {impact?.counting === true
        ? `They are being counted; ${what} shows by itself.`
        : 'They are counted when an inspection has found records of persons that you may see.'}
    </Empty>
  );
}
