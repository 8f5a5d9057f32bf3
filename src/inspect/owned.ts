/** From this length on the engine makes a slice a view of the text that it was cut from. */
const shortestView = 13;

/**
 * The same text in memory of its own. A slice keeps the whole text alive that it was cut from: whoever remembers words
 * of a file beyond their block would hold the blocks, 256 KiB for each word.
 */
export function owned(text: string): string {
  return text.length < shortestView ? text : Buffer.from(text, 'utf16le').toString('utf16le');
}
