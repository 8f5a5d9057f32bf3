import { SidePanel } from '../../ui/side-panel.tsx';
import { AwarenessPanel } from '../awareness/awareness-panel.tsx';
import { MembersPanel } from '../members/members-panel.tsx';
import { EditPanel } from './header/edit-panel.tsx';
import { usePanel } from './panel.ts';
import type { Incident } from './words.ts';

/** What can be opened beside every page of an incident. */
export function Panels({ incident }: { readonly incident: Incident }) {
  const { panel, close } = usePanel();
  return (
    <>
      <SidePanel title="Title, severity and phase" isOpen={panel === 'edit'} onClose={close}>
        <EditPanel incident={incident} onDone={close} />
      </SidePanel>
      <SidePanel title="What was known when" isOpen={panel === 'awareness'} onClose={close}>
        <AwarenessPanel incident={incident} />
      </SidePanel>
      <SidePanel title="Members" isOpen={panel === 'members'} onClose={close}>
        <MembersPanel incident={incident} />
      </SidePanel>
    </>
  );
}
