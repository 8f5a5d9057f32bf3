declare module 'tesseract.js-core/tesseract-core-simd-lstm.js' {
  /** What is used of Tesseract's interface, as the package binds it. */
  interface TesseractApi {
    /** 0 where all went well; mode 1 is the neural net alone. */
    Init(folder: string, languages: string, mode: number): number;
    SetVariable(name: string, value: string): boolean;
    SetPageSegMode(mode: number): void;
    /** Takes `/input`, turned as EXIF counts (1 to 8) and by an angle. 0 where it could be decoded. */
    SetImageFile(orientation: number, angle: number): number;
    Recognize(monitor: null): number;
    GetTSVText(page: number): string;
    /** The picture as it was decoded, with 1, 8 or 32 bits for each pixel. */
    GetInputImage(): TesseractPicture;
    Clear(): void;
  }
  /** Rows of words of 32 bits, `get_wpl` in each; `get_data` is an address, `get_d` the bits of a pixel. */
  interface TesseractPicture {
    get_w(): number;
    get_h(): number;
    get_d(): number;
    get_wpl(): number;
    get_data(): number;
  }
  interface TesseractModule {
    readonly FS: {
      writeFile(path: string, bytes: Uint8Array): void;
      unlink(path: string): void;
    };
    readonly getValue: (address: number, type: 'i32') => number;
    readonly TessBaseAPI: new () => TesseractApi;
  }
  interface Settings {
    readonly wasmBinary: Uint8Array;
    readonly print: (line: string) => void;
    readonly printErr: (line: string) => void;
    readonly onAbort: () => void;
  }
  const load: (settings: Settings) => Promise<TesseractModule>;
  export type { TesseractModule, TesseractPicture };
  export default load;
}
