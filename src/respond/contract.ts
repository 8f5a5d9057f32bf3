export * from './incidents/contract.ts';
export * from './incidents/members/contract.ts';
export * from './incidents/awareness/contract.ts';
export * from './organisation/contact-contract.ts';
export * from './organisation/contract.ts';
export * from './organisation/roster-contract.ts';
export * from './impact/contract.ts';
