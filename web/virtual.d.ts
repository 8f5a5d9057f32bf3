declare module 'virtual:operations' {
  /** By id: `GET /v1/incidents/{incident}`. */
  const operations: Readonly<Record<string, string>>;
  export default operations;
}

declare module 'virtual:codes' {
  /** By code: what is wrong, what to do; each a sentence. */
  const codes: Readonly<Record<string, { readonly what: string; readonly remedy: string }>>;
  export default codes;
}
