/** The only place that reads a clock or sets a timer. */

/** Milliseconds of a clock that never goes back; only differences mean something. */
export function now(): number {
  const moment = performance.now();
  latest[0] = moment;
  return moment;
}

/** What {@link now} said last, whoever asked: no look at the clock. */
export function latestNow(): number {
  return latest[0] as number;
}

const latest = new Float64Array(1);

/** Seconds since 1970, with fractions. */
export function epochSeconds(): number {
  return Date.now() / 1000;
}

/** The epoch second (with fractions) at which {@link now} showed `moment`. */
export function epochSecondsAt(moment: number): number {
  return (performance.timeOrigin + moment) / 1000;
}

/**
 * Resolves after `ms`; a wait of 0 still gives everybody else a turn.
 * @throws the signal's reason, as soon as it is aborted
 */
export function sleep(ms: number, signal?: AbortSignal): Promise<void> {
  if (signal?.aborted) return Promise.reject(signal.reason);
  if (!(ms > 0)) return nextTurn();
  if (ms > longestTimer) return sleep(longestTimer, signal).then(() => sleep(ms - longestTimer, signal));
  return new Promise((resolve, reject) => {
    const wake = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', wake);
      resolve();
    }, ms);
    signal?.addEventListener('abort', wake, { once: true });
  });
}

/** Counts turns of the event loop, at least: while the number stays, nobody else has had a chance to run. */
export function currentTurn(): number {
  if (!turnIsWatched) {
    turnIsWatched = true;
    setImmediate(() => {
      beginTurn();
      turnIsWatched = false;
    });
  }
  return turn;
}

/** To be called first by what lets users go on at the end of a turn: what {@link currentTurn} awaits may come after it. */
export function beginTurn(): void {
  turn++;
}

let turn = 0;
let turnIsWatched = false;

/** Calls `action` every `ms`, on one beat, until the returned function is called; beats that were missed are left out. */
export function repeat(ms: number, action: () => void): () => void {
  let due = now() + ms;
  let timer = setTimeout(function beat() {
    const missed = Math.floor(Math.max(0, now() - due) / ms);
    due += ms * (missed + 1);
    timer = setTimeout(beat, due - now());
    action();
  }, ms);
  return () => clearTimeout(timer);
}

/** Calls `action` once, `ms` from now at the earliest, unless the returned function is called before. Keeps nobody alive. */
export function callAfter(ms: number, action: () => void): () => void {
  const timer = setTimeout(action, Math.min(Math.max(0, ms), longestTimer)).unref();
  return () => clearTimeout(timer);
}

/**
 * Calls `action` once, `ms` from now at the earliest or sooner if that is long, unless the returned function is called
 * before. A time that is over still gives everybody else a turn.
 */
export function wakeAfter(ms: number, action: () => void): () => void {
  if (!(ms > 0)) {
    const immediate = setImmediate(action);
    return () => clearImmediate(immediate);
  }
  const timer = setTimeout(action, Math.min(Math.ceil(ms), longestTimer));
  return () => clearTimeout(timer);
}

/** Calls `action` at the end of this turn of the event loop: after the callbacks of all sockets that have news now. */
export function afterPoll(action: () => void): void {
  setImmediate(action);
}

/** Calls `action` after the event loop has looked for news once more, wherever in its turn it is now. */
export function afterNextPoll(action: () => void): void {
  setImmediate(() => setImmediate(action)); // the first may come before it looks again
}

/** Resolves with true when `work` settles, or with false after `ms`, whichever is first. */
export async function settledWithin(ms: number, work: Promise<unknown>): Promise<boolean> {
  const cancel = new AbortController();
  const late = sleep(ms, cancel.signal).then(
    () => false,
    () => true,
  );
  const done = work.then(
    () => true,
    () => true,
  );
  const first = await Promise.race([done, late]);
  cancel.abort();
  return first;
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

// Node fires a timer of more than this at once.
const longestTimer = 2 ** 31 - 1;
