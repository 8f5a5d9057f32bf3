import { operations } from '#server/client';
import { withQuestions } from './asking.ts';
import { reachDesk } from './reach.ts';

/** `cofferdam new-recovery-key`: the halves go to standard output, and are shown once. */
export function newRecoveryKey(): Promise<void> {
  return withQuestions(async (questions) => {
    const client = await reachDesk();
    const code = (await questions.ask('Code of the app: ')).replace(/\s+/g, '');
    const { answer } = await client.call(operations.identity.renewRecovery, { body: { code } });
    process.stderr.write(
      '\nEach half goes to another person, on paper. They are shown now and never again.\n' +
        'The halves of before open no more than the recovery files in older backups: destroy them, and make a new backup.\n',
    );
    process.stdout.write(`half A: ${answer.halves.a}\nhalf B: ${answer.halves.b}\n`);
    while ((await questions.ask('\nAre both halves written down? Type yes: ')).trim().toLowerCase() !== 'yes');
  });
}
