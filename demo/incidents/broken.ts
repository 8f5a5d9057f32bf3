import { operations } from '#server/client';
import { handInMade } from '../evidence/hand-in.ts';
import { whenInspected } from '../evidence/wait.ts';
import { brokenFiles, knownPassword } from '../files/broken.ts';
import { clientOf, type Setting, Story } from './story.ts';

const { respond } = operations;

/**
 * Files that cannot all be read: protected, cut off, of no known format. One archive opens, since its password is known;
 * of the rest nobody can say that nothing is in it.
 */
export async function openBroken(setting: Setting): Promise<string> {
  const story = new Story(setting, 'broken');
  await story.open({ title: 'Disk of a laptop that a supplier lost', severity: 'medium' });
  await story.letIn(['analyst', 'dpo', 'legal']);
  await story.state('dpo', 6, { step: 'first-indication', note: 'The supplier called. The disk was not encrypted.' });
  await story.state('dpo', 3, { step: 'being-assessed', note: 'A copy of the disk came by courier.' });
  const { incident } = story;
  const client = clientOf(setting, 'analyst');
  const { journal, leak } = setting;
  const obtained = { how: 'received', source: 'The supplier, by courier', obtained: story.at(3) } as const;
  const files = await brokenFiles(leak.files);
  const [locked = ''] = await handInMade({ journal, client, incident }, leak.folder, files, obtained);
  await whenInspected(client, incident);
  await story.once('password', async (once) => {
    const params = { incident };
    const { items } = (await client.call(respond.listRuns, { params, query: { limit: 200 } })).answer;
    const run = items.find(({ evidence }) => evidence === locked)?.id ?? '';
    const body = { passwords: [knownPassword] };
    return (await client.call(respond.restartRun, { params: { incident, run }, body }, { once })).answer.id;
  });
  await story.decide('lead', 'supplier', 2, {
    text: 'The supplier is asked for the passwords of all protected files, in writing, until tomorrow noon.',
  });
  return incident;
}
