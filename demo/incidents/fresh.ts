import { type Setting, Story } from './story.ts';

/** Opened a moment ago: somebody has a sign of it, and no more is known. */
export async function openFresh(setting: Setting): Promise<string> {
  const story = new Story(setting, 'fresh');
  await story.open({ title: 'Somebody offers a list of our staff on a forum', severity: 'unknown' });
  await story.letIn(['analyst']);
  await story.state('lead', 0.4, {
    step: 'first-indication',
    note: 'A partner saw the offer and called the service desk. Nobody has a file yet.',
  });
  return story.incident;
}
