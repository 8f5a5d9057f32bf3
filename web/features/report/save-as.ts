/** Hands what was answered to the browser as a download, under the name that the server gave it; gives that name. */
export async function saveAs(answer: Response, otherwise: string): Promise<string> {
  const name = /filename="([^"]+)"/.exec(answer.headers.get('content-disposition') ?? '')?.[1] ?? otherwise;
  const address = URL.createObjectURL(await answer.blob());
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // Taken back at once, some browsers save nothing.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
  return name;
}
