import { createRequire } from 'node:module';
import PdfKit from 'pdfkit';
import type { ReportDocument } from '../../contract.ts';
import { drawable } from './glyphs.ts';

/** Points; A4. */
export const sheet = { left: 56, right: 56, top: 56, bottom: 72, width: 595.28, height: 841.89 } as const;
export const lineWidth = sheet.width - sheet.left - sheet.right;
export const lowest = sheet.height - sheet.bottom;

export const ink = {
  text: '#1a1d21',
  quiet: '#5b6470',
  line: '#cfd5dc',
  paper: '#f6f7f9',
  action: '#1f5fbf',
  warning: '#8a5300',
} as const;

export interface Look {
  readonly font: 'text' | 'strong';
  /** Points. */
  readonly size: number;
  readonly color: string;
}

type Pdf = InstanceType<typeof PdfKit>;
type Element = ReturnType<Pdf['struct']>;

/**
 * A document that is being drawn. `part` puts what is drawn into the structure that readers go by, `decor` keeps it out:
 * lines, bars and what repeats on every page.
 */
export interface Paper {
  readonly pdf: Pdf;
  /** Below a part, or of the document itself. */
  part(type: string, draw: () => void, options?: PartOptions): void;
  group(type: string, options?: PartOptions): Group;
  decor(draw: () => void): void;
  use(look: Look): Pdf;
  /** Text as the fonts can show it. */
  shown(text: string): string;
  /** Goes to the next page unless so many points are left. */
  need(points: number): boolean;
}
export interface Group {
  part(type: string, draw: () => void, options?: PartOptions): void;
  group(type: string, options?: PartOptions): Group;
  end(): void;
}
interface PartOptions {
  readonly scope?: 'Row' | 'Column';
  readonly alt?: string;
}

const require = createRequire(import.meta.url);

/** A tagged PDF (PDF/UA-1) with fonts in it: title, language and structure are there for those who do not see it. */
export function openPaper({ title, madeAt, madeBy, organisation, language, mark }: ReportDocument): Paper {
  const pdf = new PdfKit({
    size: 'A4',
    margins: sheet,
    pdfVersion: '1.7',
    subset: 'PDF/UA',
    tagged: true,
    lang: language,
    displayTitle: true,
    bufferPages: true,
    info: {
      Title: title,
      Author: organisation === null ? madeBy : `${madeBy}, ${organisation}`,
      Subject: `Mark ${mark}`,
      Creator: 'Cofferdam',
      Producer: 'Cofferdam',
      CreationDate: new Date(madeAt),
    },
  } as unknown as ConstructorParameters<typeof PdfKit>[0]);
  const fonts = {
    text: require.resolve('@expo-google-fonts/inter/400Regular/Inter_400Regular.ttf'),
    strong: require.resolve('@expo-google-fonts/inter/600SemiBold/Inter_600SemiBold.ttf'),
  };
  for (const [name, file] of Object.entries(fonts)) pdf.registerFont(name, file);
  pdf.font('text');
  const { font } = (pdf as unknown as { _font: { font: { hasGlyphForCodePoint(code: number): boolean } } })._font;
  const root = pdf.struct('Document');
  pdf.addStructure(root);
  const below = (parent: Element): Group => ({
    part(type, draw, options = {}) {
      const element = pdf.struct(type as Parameters<Pdf['struct']>[0], options as object, draw);
      parent.add(element);
      element.end();
    },
    group(type, options = {}) {
      const element = pdf.struct(type as Parameters<Pdf['struct']>[0], options as object);
      parent.add(element);
      return below(element);
    },
    end: () => parent.end(),
  });
  const top = below(root);
  return {
    pdf,
    part: (...given) => top.part(...given),
    group: (...given) => top.group(...given),
    decor(draw) {
      pdf.markContent('Artifact');
      draw();
      pdf.endMarkedContent();
    },
    use: ({ font: name, size, color }) => pdf.font(name).fontSize(size).fillColor(color),
    shown: (text) => drawable(text, (code) => font.hasGlyphForCodePoint(code)).text,
    need(points) {
      if (pdf.y + points <= lowest) return false;
      pdf.addPage();
      return true;
    },
  };
}
