declare module 'virtual:operations' {
  /** By id: `GET /v1/incidents/{incident}`. */
  const operations: Readonly<Record<string, string>>;
  export default operations;
}
