import type { Arguments, Answer } from '#platform/operation';
import { type Client, operations } from '#server/client';
import type { Country } from '../../test/range/index.ts';
import { cast, type Key, keys, type Player } from '../accounts/cast.ts';
import type { Joined } from '../accounts/join.ts';
import type { Leak } from '../files/leak.ts';
import type { Journal } from '../journal.ts';

const { respond } = operations;
type Statement = NonNullable<Arguments<typeof respond.stateAwareness>['body']>;
type Decision = NonNullable<Arguments<typeof respond.decisions.addDecision>['body']>;
type Opening = NonNullable<Arguments<typeof respond.openIncident>['body']>;

/** What an incident of the demo is told with. */
export interface Setting {
  readonly journal: Journal;
  readonly clients: Joined;
  readonly entities: ReadonlyMap<Country, string>;
  readonly leak: Leak;
}

const minute = 60_000;
const zone = 'Europe/Berlin';
/** As a person of an incident has it: who is not there, the story does not know. */
export const clientOf = ({ clients }: Setting, key: Key): Client => clients.get(key) ?? missing(key);
export const personOf = ({ journal }: Setting, key: Key): string => journal.accounts.get(key)?.id ?? missing(key);

function missing(key: Key): never {
  throw new Error(`${key} did not join`);
}

/** One incident, told act by act; each is done once, whoever often it is told. */
export class Story {
  readonly #setting: Setting;
  readonly #name: string;
  #incident = '';

  constructor(setting: Setting, name: string) {
    this.#setting = setting;
    this.#name = name;
  }

  get incident(): string {
    return this.#incident;
  }

  /** Hours before the demo began, as people say it: in the zone where they are. */
  at(hoursBefore: number): string {
    const instant = Temporal.Instant.fromEpochMilliseconds(
      Math.floor((this.#setting.journal.begun - hoursBefore * 60 * minute) / minute) * minute,
    );
    return instant.toZonedDateTimeISO(zone).toString({ timeZoneName: 'never' });
  }

  once(step: string, act: (once: string) => Promise<string>): Promise<string> {
    return this.#setting.journal.once(`${this.#name}: ${step}`, act);
  }

  async open(body: Opening): Promise<void> {
    const lead = clientOf(this.#setting, 'lead');
    const open = (once: string) => lead.call(respond.openIncident, { body }, { once });
    this.#incident = await this.once('open', async (once) => (await open(once)).answer.id);
  }

  /** The lead lets others in; the guest for two weeks, and the lead answers for the guest. */
  async letIn(these: readonly Key[] = keys): Promise<void> {
    const sponsor = personOf(this.#setting, 'lead');
    const expires = new Date(this.#setting.journal.begun + 14 * 24 * 60 * minute).toISOString();
    for (const key of these) {
      const { member }: Player = cast[key];
      if (member === undefined || key === 'lead') continue;
      const { role, compartments } = member;
      const body = {
        person: personOf(this.#setting, key),
        role,
        compartments: [...compartments],
        ...(role === 'guest' && { sponsor, expires }),
      };
      await this.#act('lead', respond.addMember, `member ${key}`, body, ({ person }) => person);
    }
  }

  async state(by: Key, hoursBefore: number, said: Omit<Statement, 'since' | 'zone'>): Promise<void> {
    const body = { ...said, since: this.at(hoursBefore), zone };
    const name = `${said.step} ${said.entity ?? ''}`;
    await this.#act(by, respond.stateAwareness, name, body, ({ id }) => id);
  }

  /** Gives the id of what was decided. */
  decide(by: Key, name: string, hoursBefore: number, said: Omit<Decision, 'at' | 'zone'>): Promise<string> {
    const body = { ...said, at: this.at(hoursBefore), zone };
    return this.#act(by, respond.decisions.addDecision, `decision ${name}`, body, ({ id }) => id);
  }

  async reach(phase: 'assess' | 'contain' | 'notify'): Promise<void> {
    await this.once(`phase ${phase}`, async () => {
      const lead = clientOf(this.#setting, 'lead');
      const params = { incident: this.#incident };
      const { version } = (await lead.call(respond.showIncident, { params })).answer;
      return (await lead.call(respond.editIncident, { params, body: { phase } }, { version })).answer.id;
    });
  }

  async #act<O extends typeof respond.addMember | typeof respond.stateAwareness | typeof respond.decisions.addDecision>(
    by: Key,
    operation: O,
    name: string,
    body: NonNullable<Arguments<O>['body']>,
    idOf: (answer: Answer<O>) => string,
  ): Promise<string> {
    const given = { params: { incident: this.#incident }, body } as Arguments<O>;
    return this.once(name, async (once) =>
      idOf((await clientOf(this.#setting, by).call(operation, given, { once })).answer),
    );
  }
}
