import type { BrowserContext } from 'playwright-core';

/**
 * Answers that refuse something, or say that an installation is not set up, told by the browser itself: tests look at what the
 * page says of them.
 */
const refusal = /^Failed to load resource: the server responded with a status of (?:4\d\d|503)/;

/**
 * What the pages of a browser complain of from here on: violations of the policy, errors that nobody caught, and whatever
 * is written into the console as an error or a warning.
 */
export async function hear(context: BrowserContext): Promise<readonly string[]> {
  const heard: string[] = [];
  context.on('console', (message) => {
    const isGrave = message.type() === 'error' || message.type() === 'warning';
    if (isGrave && !refusal.test(message.text())) heard.push(`console: ${message.text()}`);
  });
  context.on('weberror', (error) => heard.push(`thrown: ${error.error().message}`));
  // The console tells of most violations; of the event nothing is left out.
  await context.addInitScript(`document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
    console.error('policy', violatedDirective, blockedURI))`);
  return heard;
}
