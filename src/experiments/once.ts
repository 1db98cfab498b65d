/** A function without arguments that computes at its first call and remembers. */
export function once<Result>(compute: () => Result): () => Result {
  let result: { value: Result } | null = null;
  return () => {
    result ??= { value: compute() };
    return result.value;
  };
}
