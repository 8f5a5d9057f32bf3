export * from './contract.ts';
export { clocksOf } from './clocks/compute.ts';
export { list as listOfClocks, loadClocks } from './clocks/list.ts';
