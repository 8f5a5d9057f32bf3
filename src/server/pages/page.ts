import type { Identity, SessionCaller, Visitor } from '#platform/auth';
import type { Refusals } from '../api/index.ts';
import type { PageText, Wrong } from './layout.ts';

export interface PagesInit {
  readonly identity: Identity;
  /** Puts the recovery file on the disk, for good when it returns. */
  readonly saveRecovery: (file: string) => Promise<void>;
  /** HMAC of an address, 64 hexadecimal digits. */
  readonly originOf: (address: string) => string;
  /** Where the log is told of what another site sends. */
  readonly refusals: Refusals;
  /** The cookie of a session, as the API has it. */
  readonly cookie: {
    readonly name: string;
    readonly options: {
      readonly path: string;
      readonly httpOnly: boolean;
      readonly secure: boolean;
      readonly sameSite: 'strict';
    };
  };
}

/** A request for a page. */
export interface Visit {
  readonly init: PagesInit;
  readonly visitor: Visitor;
  /** Undefined where nobody is signed in. */
  readonly caller: SessionCaller | undefined;
  /** What was typed; empty for what was not. */
  typed(name: string): string;
  openSession(token: string): void;
  endSession(): void;
}

/** Where to go on. */
export interface Goto {
  readonly to: string;
}

export interface Page {
  readonly path: string;
  /** `session`: signed in, a second factor or not; `rights`: with one. Others are led to where they get it. */
  readonly needs: 'nothing' | 'session' | 'rights';
  /** Shown when it is asked for, and again when what was sent was wrong. */
  readonly show: (visit: Visit, wrong?: Wrong) => PageText | Goto | Promise<PageText | Goto>;
  /** What a form that was sent does; an error of the catalogue is shown by `show`. */
  readonly take?: (visit: Visit) => Promise<PageText | Goto>;
}
