import { arrive, type Arrived } from './arrive.ts';
import { joinAll } from './accounts/join.ts';
import { showAccounts } from './accounts/show.ts';
import { buildCompany, type Company, companyOf, loadRoster } from './company.ts';
import { whenInspected } from './evidence/wait.ts';
import { makeLeak } from './files/leak.ts';
import { refuseUsed } from './guard.ts';
import { openBroken } from './incidents/broken.ts';
import { openFresh } from './incidents/fresh.ts';
import { openInspected } from './incidents/inspected.ts';
import { clientOf, type Setting } from './incidents/story.ts';
import { say } from './say.ts';

export interface Filling {
  readonly address: string;
  readonly setUpCode: string | undefined;
  readonly persons: number;
  /** Also a desk that people work on. */
  readonly anyway: boolean;
}

/** `npm run demo`: a desk of a synthetic company, with its people and three incidents. Run again, it does what is missing. */
export async function fill({ persons: asked, anyway, ...filling }: Filling): Promise<void> {
  const began = performance.now();
  const arrived = await arrive({ ...filling, persons: asked, domain: companyOf(asked).domain });
  const { journal, admin } = arrived;
  const { persons } = journal;
  if (persons !== asked) say(`The demo was begun with ${persons.toLocaleString('en')} persons, and goes on with them.`);
  const company = companyOf(persons);
  if (!anyway) await refuseUsed(admin, journal, company.domain);
  if (journal.done('complete') !== undefined) {
    say('All of the demo is there already; nothing was made.\n');
    return showAccounts(journal);
  }
  await make(arrived, company);
  await journal.once('complete', () => Promise.resolve(company.domain));
  say(`Done in ${Math.round((performance.now() - began) / 1000)} seconds.\n`);
  showAccounts(journal);
  if (arrived.halves !== undefined) {
    const [a, b] = [arrived.halves.a, arrived.halves.b].map((half) => half.replaceAll('\n', '\n          '));
    say(
      `\nThe recovery key of this desk, shown once; a real one is kept in two places:\n  half A: ${a}\n  half B: ${b}`,
    );
  }
}

async function make({ journal, admin }: Arrived, company: Company): Promise<void> {
  say(`${company.name}: legal entities and people to call`);
  const entities = await buildCompany(journal, admin, company);
  say('People: invited, joined, each with an authenticator app');
  const clients = await joinAll(journal, admin, company.domain);
  say(`A leak of ${journal.persons.toLocaleString('en')} persons is being made up`);
  const leak = await makeLeak(journal.persons);
  try {
    await loadRoster(journal, admin, leak.roster);
    const setting: Setting = { journal, clients, entities, leak };
    say('First incident: just opened');
    await openFresh(setting);
    say('Second incident: protected and broken files');
    await openBroken(setting);
    say(`Third incident: ${leak.files.length} files are handed in`);
    const incident = await openInspected(setting);
    say('They are being inspected. The desk can be looked at meanwhile.');
    const { persons, files } = await whenInspected(clientOf(setting, 'lead'), incident);
    for (const { certain, possible } of persons) {
      const [least, most] = [certain, possible].map((count) => count.toLocaleString('en'));
      say(`Inspected: ${files.inspected} files read in full, ${least} to ${most} persons`);
    }
  } finally {
    await leak.remove();
  }
}
