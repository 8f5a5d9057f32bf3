/** A file that somebody chose, with its place in the folder that it came in. */
export interface Chosen {
  readonly file: File;
  /** `folder/sub/list.csv`; the name alone where it came in no folder. */
  readonly path: string;
}

/** What was dropped: files, and all files in folders however deep. Call it within the event: later it is empty. */
export async function readDropped(items: DataTransferItemList): Promise<Chosen[]> {
  // Both are to be taken before anything is waited for. What comes from another program may be a file without an entry.
  const roots = [...items].map((item) => ({ entry: item.webkitGetAsEntry(), file: item.getAsFile() }));
  const found = roots.map(async ({ entry, file }): Promise<Chosen[]> => {
    if (entry !== null) return readEntry(entry);
    return file === null ? [] : [{ file, path: file.name }];
  });
  return (await Promise.all(found)).flat();
}

export function readChosen(files: FileList): Chosen[] {
  return [...files].map((file) => ({
    file,
    path: file.webkitRelativePath === '' ? file.name : file.webkitRelativePath,
  }));
}

async function readEntry(entry: FileSystemEntry): Promise<Chosen[]> {
  if (entry instanceof FileSystemFileEntry) {
    const file = await new Promise<File>((resolve, reject) => entry.file(resolve, reject));
    return [{ file, path: entry.fullPath.replace(/^\//, '') }];
  }
  if (!(entry instanceof FileSystemDirectoryEntry)) return [];
  const reader = entry.createReader();
  const found: Chosen[] = [];
  // A browser gives a hundred at a time, and an empty list at the end.
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) return found;
    for (const one of some) found.push(...(await readEntry(one)));
  }
}
