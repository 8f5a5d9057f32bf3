import { Stack } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { PageHead } from '../../ui/page-head.tsx';
import { SidePanel } from '../../ui/side-panel.tsx';
import { OwnList } from './own/own-list.tsx';
import { OwnPanel } from './own/own-panel.tsx';
import { RuleList } from './rule-list.tsx';
import { RulePanel } from './rule-panel.tsx';
import type { Narrowed } from './search.ts';
import { TryBox } from './try-box.tsx';

/** By what personal data and secrets are recognised: the rules, one of them whole, and a text tried against all. */
export function RulesPage() {
  const search = useSearch({ from: '/inside/rules' });
  const navigate = useNavigate({ from: '/rules' });
  const { rule, own, incident, ...narrowed } = search;
  const open = (id: string | undefined) =>
    void navigate({ search: id === undefined ? narrowed : { ...narrowed, rule: id }, replace: id === undefined });
  const choose = (id: string | undefined) =>
    void navigate({
      search: { ...narrowed, ...(rule && { rule }), ...(id !== undefined && { incident: id }) },
      replace: true,
    });
  const openOwn = (id: string | undefined) =>
    void navigate({ search: id === undefined ? narrowed : { ...narrowed, own: id }, replace: id === undefined });
  const narrow = (to: Narrowed) => void navigate({ search: to, replace: true });
  return (
    <>
      <PageHead title="Rules">
        By what inspection recognises personal data and secrets. Each rule shows what it finds, and what it leaves
        alone.
      </PageHead>
      <Stack gap="xl">
        <TryBox onOpen={open} />
        <OwnList onOpen={openOwn} />
        <RuleList search={narrowed} onNarrow={narrow} onOpen={open} />
      </Stack>
      <SidePanel
        title={own === 'new' ? 'Write a rule' : 'Rule of your organisation'}
        isOpen={own !== undefined}
        onClose={() => openOwn(undefined)}
        isHeld
      >
        {own !== undefined && <OwnPanel key={own} own={own} onDone={() => openOwn(undefined)} />}
      </SidePanel>
      <SidePanel title="Rule" isOpen={rule !== undefined} onClose={() => open(undefined)}>
        {rule !== undefined && <RulePanel key={rule} rule={rule} incident={incident} onIncident={choose} />}
      </SidePanel>
    </>
  );
}
