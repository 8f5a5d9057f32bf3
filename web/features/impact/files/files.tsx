import { useTitle } from '../../../ui/page-head.tsx';
import { FileList } from './file-list.tsx';
import { FileFilters } from './filters.tsx';
import { FilePanel } from './panel.tsx';

/** Every file that was inspected, members of containers too, with what stopped it and what is in it. */
export function ImpactFiles() {
  useTitle('Files');
  return (
    <>
      <FileFilters />
      <FileList />
      <FilePanel />
    </>
  );
}
