/** What is answered, once its version is told as the ETag. */
export function told<T extends { readonly version: number }>(tell: (version: number) => void, answer: T): T {
  tell(answer.version);
  return answer;
}
