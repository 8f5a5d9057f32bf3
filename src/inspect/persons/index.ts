export { type CountStage, createPersons, type PersonResult, type Persons } from './count.ts';
export { createEncoder, type RosterFacts } from './encode.ts';
export { identifierOf } from './identify.ts';
export { createLabels, type LabelledPerson, type Labels } from './labels.ts';
export type { Person } from './output.ts';
export { parseRoster } from './roster.ts';
export type { Doubt } from './doubts.ts';
export { mostSides } from './layout.ts';
export { contradicting, crowded, mostRulings, type RecordPlace, type Ruling } from './rulings.ts';
