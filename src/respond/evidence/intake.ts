import { randomUUID } from 'node:crypto';
import type { ClientBase } from 'pg';
import type { DataKey } from '#platform/vault';
import type { Compartment, Role } from '../authorise.ts';
import type { Desk } from '../desk.ts';
import { openTurns, type Turns } from './turns.ts';

/** An item whose bytes are all here. */
export interface Completed {
  readonly incident: string;
  readonly evidence: string;
  readonly compartment: Compartment;
  readonly entity?: string;
  /** Name of the blob in the vault; the same for items of the same bytes. */
  readonly blob: string;
  /** Bytes of plain text. */
  readonly size: number;
  /** Set where it is sealed off: not to be inspected. */
  readonly sealedOff?: 'illegal' | 'classified';
  /** What whoever handed it in gave to be tried on it, with the key of the incident. */
  readonly secret?: Secret;
}

interface Secret {
  readonly key: DataKey;
  readonly passwords: readonly string[];
}

/** What files are taken in with. Built once where the server starts. */
export interface Intake {
  readonly desk: Desk;
  /**
   * Called in the transaction in which an item becomes complete: what follows is enqueued there. Gives how many of the
   * passwords will be tried; fails with `role-lacking` where the one who gave them may not decide about inspection.
   */
  readonly onComplete: (client: ClientBase, completed: Completed) => Promise<number>;
  /** Called in the transaction in which an item is sealed off, for each: an inspection of it is to be stopped there. */
  readonly onSealedOff: (
    client: ClientBase,
    item: { readonly incident: string; readonly evidence: string },
  ) => Promise<void>;
  readonly turns: Turns;
  /** `home/run`: see `IntakeInit.home`. */
  readonly holder: string;
  readonly home: string;
  /** Milliseconds that only go forward. */
  readonly ticks: () => number;
  readonly checkpointBytes: number;
}

export interface IntakeInit {
  readonly desk: Desk;
  readonly onComplete: Intake['onComplete'];
  readonly onSealedOff: Intake['onSealedOff'];
  /**
   * Names the locked data folder whose vault this process writes to. Of the processes that give the same, one lives at a
   * time: what another run of it held is free at once.
   */
  readonly home: string;
  /** @default performance.now */
  readonly ticks?: () => number;
  /** Bytes after which a part under way is made safe. @default 8 MiB */
  readonly checkpointBytes?: number;
  /** Milliseconds without a byte after which another connection may go on with an upload. @default 5000 */
  readonly silentFor?: number;
}

export function openIntake({ desk, onComplete, onSealedOff, home, ...init }: IntakeInit): Intake {
  const { ticks = () => performance.now(), checkpointBytes = 8 * 1024 * 1024, silentFor = 5000 } = init;
  const turns = openTurns(ticks, silentFor);
  const holder = `${home}/${randomUUID()}`;
  return { desk, onComplete, onSealedOff, home, holder, turns, ticks, checkpointBytes };
}

/** Who may hand files in. */
export const handsIn: readonly Role[] = ['lead', 'analyst', 'dpo', 'legal', 'hr', 'comms'];

/**
 * The name of an upload in the vault. It holds both ids, so that what is left of one can be told to belong to an incident
 * without looking into all of them; 64 characters are what the vault allows.
 */
export function uploadName(incident: string, evidence: string): string {
  return `${incident}${evidence}`.replaceAll('-', '');
}

/** The ids of `uploadName`; undefined for what is none. */
export function idsOf(name: string): { readonly incident: string; readonly evidence: string } | undefined {
  if (!/^[0-9a-f]{64}$/.test(name)) return undefined;
  return { incident: uuid(name.slice(0, 32)), evidence: uuid(name.slice(32)) };
}

function uuid(digits: string): string {
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
