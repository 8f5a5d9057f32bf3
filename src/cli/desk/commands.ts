import { Command, Option } from 'commander';
import { wholeNumber } from '../options.ts';
import { keys, password, sessions, whoami } from './commands/account.ts';
import { awareness } from './commands/awareness.ts';
import { evidence } from './commands/evidence.ts';
import { inspection } from './commands/inspection.ts';
import { log } from './commands/log.ts';
import { member } from './commands/member.ts';
import { access, askPasswords, format, passwordFile, passwordHelp } from './commands/options.ts';
import { contact, entity, organisation } from './commands/organisation.ts';
import { ownRule } from './commands/own-rule.ts';
import { people } from './commands/people.ts';
import { files, findings, persons } from './commands/persons.ts';
import { roster } from './commands/roster.ts';
import type { HandInOptions } from './hand-in.ts';
import type { EditOptions, OpenOptions } from './incident.ts';

// What a command does is loaded when it is run: `cofferdam inspect` needs nothing of a server.

const where = `
Where the desk is: ADDRESS, else the one of the last sign-in, else http://127.0.0.1:7420.
Scripts give the answers to the questions on standard input, one a line, in order.`;

/** Commands that work on a desk, over HTTP. */
export function deskCommands(): Command[] {
  const all = [
    setUp,
    login,
    join,
    logout,
    whoami,
    password,
    sessions,
    keys,
    invite,
    people,
    newRecoveryKey,
    organisation,
    entity,
    contact,
    roster,
    ownRule,
    incident,
    member,
    awareness,
    handIn,
    evidence,
    inspection,
    impact,
    files,
    findings,
    persons,
    log,
    report,
  ];
  return all.map((command) => command());
}

function setUp(): Command {
  return new Command('set-up')
    .description('Set a new installation up: its first admin, and the recovery key in two halves.')
    .argument('[address]', 'of the desk')
    .addHelpText('after', where)
    .action(async (address?: string) => (await import('./sign-in.ts')).setUp(address));
}

function login(): Command {
  return new Command('login')
    .description('Sign in with password and second factor, and stay so for this user of this machine.')
    .argument('[address]', 'of the desk')
    .option('--mail <address>', 'your mail address; asked for otherwise')
    .addHelpText('after', where)
    .action(async (address: string | undefined, options: { mail?: string }) =>
      (await import('./sign-in.ts')).login(address, options),
    );
}

function join(): Command {
  return new Command('join')
    .description('Follow an invitation, or the link of a reset: choose a password, add an authenticator app.')
    .argument('[address]', 'of the desk')
    .option('--reset', 'the code is that of a reset', false)
    .addHelpText('after', where)
    .action(async (address: string | undefined, options: { reset: boolean }) =>
      (await import('./sign-in.ts')).join(address, options),
    );
}

function logout(): Command {
  return new Command('logout')
    .description('End the session of `cofferdam login`.')
    .action(async () => (await import('./sign-in.ts')).logout());
}

function invite(): Command {
  return new Command('invite')
    .description('Invite somebody, as an admin: prints the code that he joins with.')
    .argument('<name>')
    .argument('<mail>')
    .addOption(new Option('--role <role>', 'in the installation').choices(['none', 'auditor', 'admin']).default('none'))
    .addHelpText('after', access)
    .action(async (name: string, mail: string, options: { role: 'none' | 'auditor' | 'admin' }) =>
      (await import('./people.ts')).invite(name, mail, options),
    );
}

function newRecoveryKey(): Command {
  return new Command('new-recovery-key')
    .description('Make a new recovery key, as an admin: prints its two halves, in place of those of before.')
    .addHelpText('after', `${access}\nA code of your authenticator app is asked for; no API key will do.`)
    .action(async () => (await import('./recovery-key.ts')).newRecoveryKey());
}

function incident(): Command {
  const command = new Command('incident')
    .description('Open, list, show and change incidents.')
    .addHelpText('after', access);
  command
    .command('open')
    .description('Open an incident; you become its lead.')
    .argument('<title>')
    .option('--code-name <name>', 'tells nothing of what it is; chosen by chance otherwise')
    .addOption(new Option('--severity <severity>').choices(['unknown', 'low', 'medium', 'high', 'critical']))
    .addOption(format())
    .action(async (title: string, options: OpenOptions) =>
      (await import('./incident.ts')).openIncident(title, options),
    );
  command
    .command('list')
    .description('List the incidents that you are a member of, newest first.')
    .addOption(format())
    .action(async (options: Pick<OpenOptions, 'format'>) => (await import('./incident.ts')).listIncidents(options));
  command
    .command('show')
    .description('Show an incident.')
    .argument('<incident>', 'id or code name')
    .addOption(format())
    .action(async (named: string, options: Pick<OpenOptions, 'format'>) =>
      (await import('./incident.ts')).showIncident(named, options),
    );
  command
    .command('edit')
    .description('Change title, severity or phase. What is not said stays.')
    .argument('<incident>', 'id or code name')
    .option('--title <title>', 'which members alone read')
    .addOption(new Option('--severity <severity>').choices(['unknown', 'low', 'medium', 'high', 'critical']))
    .addOption(new Option('--phase <phase>').choices(['assess', 'contain', 'notify', 'recover', 'learn']))
    .addOption(format())
    .action(async (named: string, options: EditOptions) =>
      (await import('./incident.ts')).editIncident(named, options),
    );
  return command;
}

function handIn(): Command {
  return new Command('hand-in')
    .description('Hand files in as evidence: sealed, hashed, inspected. Run again after a break, it goes on.')
    .argument('<incident>', 'id or code name')
    .argument('<path...>', 'files and folders')
    .addOption(
      new Option('--how <how>', 'how you got it')
        .choices(['found', 'received', 'bought', 'collected', 'other'])
        .default('other'),
    )
    .option('--source <text>', 'the address where it was found, or from whom it came', '')
    .option('--obtained <time>', 'when: 2026-01-31T09:30:00Z')
    .addOption(
      new Option('--compartment <part>', 'who may see it')
        .choices(['facts', 'counsel', 'person-concerned'])
        .default('facts'),
    )
    .option('--entity <id>', 'the legal entity it concerns')
    .addOption(new Option('--jobs <n>', 'files sent at once').argParser(wholeNumber).default(4))
    .addOption(passwordFile())
    .addOption(askPasswords())
    .option('--no-progress', 'no progress on standard error')
    .addHelpText('after', passwordHelp + access)
    .action(async (named: string, paths: string[], options: HandInOptions) =>
      (await import('./hand-in.ts')).handIn(named, paths, options),
    );
}

function impact(): Command {
  return new Command('impact')
    .description('Say what was found in the evidence of an incident, whose it is, and what could not be read.')
    .argument('<incident>', 'id or code name')
    .addOption(format())
    .option('--wait', 'wait until all that was handed in is inspected', false)
    .addHelpText('after', access)
    .action(async (named: string, options: { format: 'text' | 'json'; wait: boolean }) =>
      (await import('./impact.ts')).showImpact(named, options),
    );
}

function report(): Command {
  return new Command('report')
    .description('Make a report of an incident: what you may see of it, marked with who gets it. The log tells it.')
    .argument('<incident>', 'id or code name')
    .requiredOption('--for <recipient>', 'who gets it; stands on every page')
    .requiredOption('-o, --output <file>', 'where to write it; - for standard output')
    .addOption(new Option('-f, --format <format>', 'as what').choices(['pdf', 'docx']).default('pdf'))
    .addHelpText('after', access)
    .action(async (named: string, options: { for: string; output: string; format: 'pdf' | 'docx' }) =>
      (await import('./report.ts')).report(named, options),
    );
}
