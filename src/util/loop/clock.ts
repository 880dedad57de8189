/** The only file that reads clocks and sets timers. */

/** Milliseconds of a monotonic clock: it is never adjusted, so that differences are durations. */
export function now(): number {
  const time = performance.now();
  cached[0] = time;
  return time;
}

/** What {@link now} last returned to any caller; cheaper, since it does not read the clock. */
export function cachedNow(): number {
  return cached[0] as number;
}

const cached = new Float64Array(1); // a plain variable would allocate a heap number at each write

/** The wall clock, for times that are printed: seconds since 1970, with fractions. It may be set at any time. */
export function epochSeconds(): number {
  return Date.now() / 1000;
}

/**
 * Seconds since 1970, with fractions: the wall clock at the start of the process plus the monotonic time since then.
 * Used for the times of results, whose differences matter.
 */
export function steadyEpochSeconds(): number {
  return epochSecondsAt(now());
}

/** The {@link steadyEpochSeconds} at which {@link now} returned `time`. */
export function epochSecondsAt(time: number): number {
  return (performance.timeOrigin + time) / 1000;
}

/**
 * Resolves after `ms`; by `setImmediate` if `ms` is 0, negative or NaN.
 * @throws the signal's reason, if it is aborted before the call or, with `ms` above 0, as soon as it is aborted
 */
export function sleep(ms: number, signal?: AbortSignal): Promise<void> {
  if (signal?.aborted) return Promise.reject(signal.reason);
  if (!(ms > 0)) return waitForImmediate();
  if (ms > maxTimerMs) return sleep(maxTimerMs, signal).then(() => sleep(ms - maxTimerMs, signal));
  return new Promise((resolve, reject) => {
    const onAbort = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', onAbort);
      resolve();
    }, ms);
    signal?.addEventListener('abort', onAbort, { once: true });
  });
}

/**
 * Calls `action` at each multiple of `ms` from now, until the returned function is called. Calls that are missed while the
 * event loop is blocked are skipped.
 */
export function repeat(ms: number, action: () => void): () => void {
  let due = now() + ms;
  let timer = setTimeout(function onTimer() {
    const missed = Math.floor(Math.max(0, now() - due) / ms);
    due += ms * (missed + 1);
    timer = setTimeout(onTimer, due - now());
    action();
  }, ms);
  return () => clearTimeout(timer);
}

/**
 * Calls `action` once, after `ms` (at most 24 days), unless the returned function is called first. The timer does not keep
 * the process alive.
 */
export function callAfterUnref(ms: number, action: () => void): () => void {
  const timer = setTimeout(action, Math.min(Math.max(0, ms), maxTimerMs)).unref();
  return () => clearTimeout(timer);
}

/**
 * Calls `action` once, after `ms` (at most 24 days), unless the returned function is called first; by `setImmediate` if
 * `ms` is 0, negative or NaN. The timer keeps the process alive.
 */
export function callAfter(ms: number, action: () => void): () => void {
  if (!(ms > 0)) {
    const immediate = setImmediate(action);
    return () => clearImmediate(immediate);
  }
  const timer = setTimeout(action, Math.min(Math.ceil(ms), maxTimerMs));
  return () => clearTimeout(timer);
}

/**
 * Calls `action` in the next check phase of the event loop (`setImmediate`). From a socket's callback, that is after the
 * callbacks of all sockets that the current poll reported; otherwise after the next poll.
 */
export function callAfterPoll(action: () => void): void {
  setImmediate(action);
}

/** Calls `action` after the event loop has polled its sockets once more, whatever phase the loop is in now. */
export function callAfterNextPoll(action: () => void): void {
  setImmediate(() => setImmediate(action)); // the first one may be called before that poll
}

/** Resolves with true when `work` settles, or with false after `ms`, whichever is first. */
export async function settlesWithin(ms: number, work: Promise<unknown>): Promise<boolean> {
  const cancel = new AbortController();
  const timeout = sleep(ms, cancel.signal).then(
    () => false,
    () => true,
  );
  const settled = work.then(
    () => true,
    () => true,
  );
  const first = await Promise.race([settled, timeout]);
  cancel.abort();
  return first;
}

function waitForImmediate(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

// Node fires a longer timer at once.
const maxTimerMs = 2 ** 31 - 1;
