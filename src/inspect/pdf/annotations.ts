import { z } from 'zod';

/** A field of a form with its value. */
interface FormField {
  readonly name: string;
  readonly label: string;
  readonly text: string;
}

export interface PageNotes {
  readonly fields: readonly FormField[];
  /** What notes say, and who wrote them. */
  readonly notes: readonly { readonly author: string; readonly text: string }[];
  readonly links: readonly string[];
  /** Ids of the files attached to the page, with their names. */
  readonly files: readonly { readonly id: string; readonly name: string }[];
}

const words = z.object({ str: z.string() }).optional().catch(undefined);
const text = z.string().optional().catch(undefined);

/** What of an annotation of PDF.js is read; anything of another type counts as absent. */
const annotation = z.object({
  subtype: text,
  fieldName: text,
  fieldType: text,
  alternativeText: text,
  fieldValue: z
    .union([z.string(), z.array(z.string())])
    .optional()
    .catch(undefined),
  contentsObj: words,
  titleObj: words,
  url: text,
  unsafeUrl: text,
  fileId: text,
  file: z.object({ filename: z.string() }).optional().catch(undefined),
});

/** Sorts the annotations of a page by what they tell. */
export function sortAnnotations(raw: readonly unknown[]): PageNotes {
  const fields: FormField[] = [];
  const notes: { author: string; text: string }[] = [];
  const links: string[] = [];
  const files: { id: string; name: string }[] = [];
  for (const one of raw) {
    const parsed = annotation.safeParse(one);
    if (!parsed.success) continue;
    const { data } = parsed;
    const name = data.fieldName ?? '';
    if (data.subtype === 'Widget') {
      const value = typeof data.fieldValue === 'string' ? data.fieldValue : (data.fieldValue ?? []).join(', ');
      // A button's value is the name of its state.
      if (data.fieldType !== 'Btn' && value.trim() !== '') {
        fields.push({ name, label: data.alternativeText?.trim() || lastName(name), text: value });
      }
    } else if (data.contentsObj?.str.trim()) {
      notes.push({ author: data.titleObj?.str ?? '', text: data.contentsObj.str });
    }
    const link = data.url ?? data.unsafeUrl ?? '';
    if (link !== '') links.push(link);
    if (data.fileId !== undefined) files.push({ id: data.fileId, name: data.file?.filename ?? data.fileId });
  }
  return { fields, notes, links, files };
}

/** Of `form1[0].page1[0].family_name[0]` what the author of the form called the field. */
export function lastName(name: string): string {
  return (name.split('.').at(-1) ?? name).replace(/\[\d+\]$/, '');
}
