export { putIntoApp } from './authenticator.ts';
export { expectNoAxe } from './axe.ts';
export { launch, openPage, openTestBrowser, type TestBrowser } from './browser.ts';
export { enrol } from './enrol.ts';
export { expectNothingLost } from './narrow.ts';
export { joinAs, type Member } from './member.ts';
