export * from './contract.ts';
export { createInspector } from './inspector.ts';
export { languages } from './pictures/languages.ts';
export { describeHead } from './reading/detect.ts';
export { compileRules, type Rule } from './rules/compile.ts';
export { buildIndex, ExactIndex, type IndexHeader, type IndexOutput, readIndexHeader } from './exact/index.ts';
export { compileLabels } from './labels/classify.ts';
export { createMatcher } from './recognise/matcher.ts';
export type { Hit } from './recognise/candidate.ts';
export { createTextReader } from './recognise/text-reader.ts';
export { compileAllowList } from './recognise/allow.ts';
export { createValueNames, markOfKey, mostKnown } from './recognise/baseline.ts';
export { dictionaryRule, mostTerms, shortestTerm } from './rules/dictionary.ts';
export { type OwnRule, type OwnRuleProblem, readOwnRule } from './rules/own-rule.ts';
export { lintRules } from './rules/lint.ts';
export { tryRuleOn } from './rules/try.ts';
export {
  contradicting,
  crowded,
  type CountStage,
  createEncoder,
  createLabels,
  createPersons,
  type Doubt,
  identifierOf,
  type LabelledPerson,
  type Labels,
  mostRulings,
  mostSides,
  parseRoster,
  type PersonResult,
  type Persons,
  type RecordPlace,
  type Ruling,
} from './persons/index.ts';
export { readCsv } from './persons/roster-csv.ts';
export { fromEarlierRecords } from './persons/earlier.ts';
export { isAligned, renumberFiles } from './persons/renumber.ts';
export { readYaml } from './yaml.ts';
