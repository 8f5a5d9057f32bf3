export { type PersonResult, type Persons, createPersons } from './count.ts';
export { type Encoder, type EncoderOptions, type RosterFacts, createEncoder } from './encode.ts';
export type { Person, PersonRecord } from './output.ts';
export { type Relation, type Standing, relations, standings } from './relation.ts';
export type { PersonSpill, SpillLog } from './spill.ts';
export { identifierOf } from './identify.ts';
export { type RosterEntry, parseRoster, rosterFile } from './roster.ts';
