import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { operations } from '#server/client';
import { handIn, type Obtained } from '../evidence/hand-in.ts';
import { clientOf, personOf, type Setting, Story } from './story.ts';

const { respond } = operations;

/**
 * A leak in its second day: everybody is there, all was handed in, the organisation is aware since yesterday, and the
 * first hour was decided on. What is in the files the inspection says.
 */
export async function openInspected(setting: Setting): Promise<string> {
  const { entities } = setting;
  const story = new Story(setting, 'inspected');
  await story.open({ title: 'Customer and staff files on an open share', severity: 'critical' });
  await story.letIn();
  await story.state('lead', 30, {
    step: 'first-indication',
    note: 'A researcher wrote to the security mailbox: the share opens without a password, and is listed by a search engine.',
  });
  await story.state('dpo', 27, {
    step: 'being-assessed',
    note: 'First look at three files: customers, with bank accounts.',
  });
  await story.state('dpo', 22, {
    step: 'aware',
    note: 'The files are ours: customer numbers were compared with the register.',
  });
  const france = entities.get('FR');
  if (france !== undefined) {
    await story.state('dpo', 20, {
      step: 'aware',
      entity: france,
      note: 'Told by telephone; the payments entity keeps its own record.',
    });
  }
  await handInAll(setting, story);
  await decide(setting, story);
  await story.reach('contain');
  return story.incident;
}

async function handInAll(setting: Setting, story: Story): Promise<void> {
  const { leak, journal } = setting;
  const client = clientOf(setting, 'analyst');
  const { incident } = story;
  const found = { how: 'found', source: 'https://files.example/share/export', obtained: story.at(26) } as const;
  const received = {
    how: 'received',
    source: 'The researcher who wrote to the security mailbox',
    obtained: story.at(29),
  } as const;
  const collected = {
    how: 'collected',
    source: 'Copy of the share, by the service desk',
    obtained: story.at(21),
  } as const;
  const obtainedOf = (_path: string, index: number): Obtained =>
    index % 8 === 0 ? received : index % 5 === 0 ? collected : found;
  // Sealed off before it is read: the record is there, and nothing of it is inspected.
  const minutes = join(leak.folder, 'supervisory-board-minutes.txt');
  await writeFile(minutes, 'Supervisory board, extraordinary session. Confidential.\n', { mode: 0o600 });
  const [board = ''] = await handIn({ journal, client, incident }, [minutes], () => collected);
  await story.once('seal off', async (once) => {
    const body = {
      why: 'classified' as const,
      people: [personOf(setting, 'lead'), personOf(setting, 'legal')],
      reason: 'Minutes of the supervisory board about a takeover that is not public. Counsel asked for it.',
    };
    const params = { incident, evidence: board };
    const lead = clientOf(setting, 'lead');
    await lead.call(respond.evidence.sealEvidenceOff, { params, body }, { once });
    return board;
  });
  const items = await handIn({ journal, client, incident }, leak.files, obtainedOf);
  const [first = ''] = items;
  await story.once('custody', async (once) => {
    const body = {
      from: personOf(setting, 'analyst'),
      outside: 'Fjord Forensics, Gita Rao',
      why: 'The original disk image goes to the laboratory, with the seal unbroken.',
    };
    await client.call(respond.evidence.passCustodyOn, { params: { incident, evidence: first }, body }, { once });
    return first;
  });
}

async function decide(setting: Setting, story: Story): Promise<void> {
  const by = (key: 'lead' | 'dpo' | 'legal' | 'executive') => ({ kind: 'person' as const, id: personOf(setting, key) });
  await story.decide('lead', 'close', 25.5, {
    text: 'The share is closed now. Its access log is copied first.',
    options: ['Leave it open for a day to see who comes', 'Close it without the log'],
    decidedBy: by('lead'),
  });
  await story.decide('lead', 'rotate', 24, {
    text: 'All keys and passwords that are in the files are changed tonight, those of payments first.',
    options: ['Change only those that were used lately'],
    decidedBy: by('lead'),
  });
  await story.decide('legal', 'talks', 23, {
    text: 'Nobody answers whoever offers the data. Counsel decides about any talk.',
    options: ['Answer through the support mailbox'],
    decidedBy: by('legal'),
    compartment: 'counsel',
  });
  const wait = await story.decide('dpo', 'tell later', 21, {
    text: 'Customers are told when the number of persons stands.',
    decidedBy: by('dpo'),
  });
  await story.decide('dpo', 'tell', 4, {
    text: 'Customers whose bank account is in the files are told within 48 hours, before the number stands.',
    options: ['Wait for the number of persons'],
    decidedBy: by('executive'),
    supersedes: wait,
  });
}
