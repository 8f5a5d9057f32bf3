import type { Pool } from 'pg';
import type { MasterKey } from '../vault/index.ts';
import type { Passwords } from './secrets/passwords.ts';

/** What the use cases of the identity work with, built once where the server starts. */
export interface Identity {
  /** Connections below row-level security. */
  readonly pool: Pool;
  /** Milliseconds since 1970 UTC. */
  readonly now: () => number;
  readonly master: MasterKey;
  readonly passwords: Passwords;
  /** @default `defaultLimits` */
  readonly limits?: Limits;
}

/** All in milliseconds. */
export interface Limits {
  /** A session that was not used for this long is over. At least a minute. */
  readonly idle: number;
  /** A session is over after this long, however much it is used. */
  readonly absolute: number;
  readonly invitation: number;
  readonly reset: number;
}

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

export const defaultLimits: Limits = { idle: 30 * minute, absolute: 12 * hour, invitation: 7 * day, reset: day };

export const limitsOf = ({ limits }: Identity): Limits => limits ?? defaultLimits;

/** Where a request comes from. */
export interface Visitor {
  /** HMAC of the address; see `originOf`. */
  readonly origin: string;
  /** In words; see `browserOf`. */
  readonly browser: string;
}

export type InstallationRole = 'none' | 'auditor' | 'admin';
