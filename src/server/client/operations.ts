export { identityContract as identity } from '#platform/auth';
export * as respond from '#respond';
export * as report from '../report/contract.ts';
export * as rules from '../inspection/rule-book/contract.ts';
export * as log from '../operate/contract.ts';
