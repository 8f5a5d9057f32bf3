import { randomBytes } from 'node:crypto';
import type { Pool } from 'pg';
import type { Asker } from '#platform/db';
import { openTestDesk, openTestIncident, type TestDesk, type TestPerson } from '../../testing/desk.ts';
import { beginHandIn } from '../begin.ts';
import type { HandIn } from '../contract.ts';
import type { Standing } from '../hold.ts';
import { type Completed, type Intake, type IntakeInit, openIntake } from '../intake.ts';
import { type Part, takePart } from '../take-part.ts';

/** A desk with one incident, on which files are handed in by `analyst`. */
export interface TestIntake extends TestDesk {
  readonly incident: string;
  readonly intake: Intake;
  /** What became complete, and what was sealed off, in order. */
  readonly completed: Completed[];
  readonly sealed: string[];
  as(name: TestPerson): Asker;
  /** Another run of the server, on the same data folder unless said. */
  restart(init?: Partial<IntakeInit>): Intake;
  begin(length: number, said?: Partial<HandIn>, asker?: Asker): Promise<string>;
  send(
    evidence: string,
    offset: number,
    bytes: Iterable<Uint8Array> | Part['bytes'],
    part?: Partial<Part>,
  ): Promise<Standing>;
  /** All of it at once. */
  handIn(bytes: Uint8Array, said?: Partial<HandIn>, asker?: Asker): Promise<string>;
  /** Kinds of acts in the chain of the incident, after the first. */
  log(): Promise<string[]>;
  /** Rows that a role of the database sees in the incident. */
  rows(pool: Pool, table: string, person?: TestPerson): Promise<number>;
}

export async function openTestIntake(init: Partial<IntakeInit> = {}): Promise<TestIntake> {
  const box = await openTestDesk();
  const { desk, people, database } = box;
  const incident = await openTestIncident(box, [
    { name: 'analyst', role: 'analyst' },
    { name: 'dpo', role: 'dpo' },
    { name: 'legal', role: 'legal' },
    { name: 'comms', role: 'comms' },
    { name: 'guest', role: 'guest' },
    { name: 'hr', role: 'hr', compartments: ['person-concerned'] },
  ]);
  const completed: Completed[] = [];
  const sealed: string[] = [];
  const restart = (more: Partial<IntakeInit> = {}): Intake =>
    openIntake({
      desk,
      home: 'here',
      onComplete: async (_client, one) => {
        completed.push(one);
        return 0;
      },
      onSealedOff: async (_client, one) => void sealed.push(one.evidence),
      ...init,
      ...more,
    });
  const intake = restart();
  const as = (name: TestPerson): Asker => ({ person: people[name] });
  const own = as('analyst');
  const box_: TestIntake = {
    ...box,
    incident,
    intake,
    completed,
    sealed,
    as,
    restart,
    async begin(length, said = {}, asker = own) {
      const name = Buffer.from(`file ${randomBytes(3).toString('hex')}.csv`);
      return (await beginHandIn(desk, asker, { incident, name, how: 'found', length, ...said })).evidence;
    },
    send: (evidence, offset, bytes, part = {}) =>
      takePart(intake, own, {
        incident,
        evidence,
        offset,
        bytes: typeof bytes === 'function' ? bytes : () => stream(bytes),
        ...part,
      }),
    async handIn(bytes, said, asker = own) {
      const evidence = await box_.begin(bytes.length, said, asker);
      await takePart(intake, asker, { incident, evidence, offset: 0, bytes: () => stream([bytes]) });
      return evidence;
    },
    async log() {
      const { rows } = await database.owner.query<{ type: string }>(
        `select body::jsonb #>> '{act,type}' as type from cofferdam.log_entry where chain = $1 and seq > 1 order by seq`,
        [incident],
      );
      return rows.map(({ type }) => type);
    },
    async rows(pool, table, person) {
      const client = await pool.connect();
      try {
        await client.query('begin');
        if (person === undefined)
          await client.query(`select set_config('cofferdam.job_incident', $1, true)`, [incident]);
        else await client.query(`select set_config('cofferdam.person', $1, true)`, [people[person]]);
        return (await client.query(`select from cofferdam.${table} where incident_id = $1`, [incident])).rowCount ?? 0;
      } finally {
        await client.query('rollback');
        client.release();
      }
    },
  };
  return box_;
}

export async function* stream(pieces: Iterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for (const piece of pieces) yield piece;
}

/** Gives the pieces, then breaks as a connection does. */
export async function* cut(pieces: Iterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield* pieces;
  throw new Error('aborted');
}
