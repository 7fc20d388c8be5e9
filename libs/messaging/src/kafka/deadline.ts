/** What `work` gives, or an error after `ms`, or as soon as the bus closes by `signal`; `work` itself is not ended. */
export async function within<T>(ms: number, work: Promise<T>, otherwise: string, signal?: AbortSignal): Promise<T> {
  let cut: (error: Error) => void = () => undefined;
  const late = new Promise<never>((_, reject) => (cut = reject));
  const closed = () => cut(new Error('the bus is closed'));
  const timer = setTimeout(() => cut(new Error(`${otherwise} within ${ms / 1000} s`)), ms);
  signal?.addEventListener('abort', closed);
  if (signal?.aborted) closed();
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', closed);
  }
}
