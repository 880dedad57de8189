/** What the bench prints: medians with their spread, and ratios taken within each round. Pure. */

/** The rate of a contender. */
export interface Rate {
  /** Requests per second. */
  readonly perSecond: number;
  /** Requests per second of core time: the time in which other processes had the core does not count. */
  readonly perCoreSecond: number;
}

/** The rates of one round, by contender. */
export type Round = ReadonlyMap<string, Rate>;

/** Memory with a number of idle users. */
export interface MemoryStep {
  readonly users: number;
  readonly megabytes: number;
  /** Resident memory: varies by some MB between runs. */
  readonly kilobytesPerUser: number;
  /** The JavaScript heap: the same in each run. */
  readonly heapKilobytesPerUser: number;
}

/** The median; of an even number of values, the mean of the middle two. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  const [low, high] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  return ((low ?? Number.NaN) + (high ?? Number.NaN)) / 2;
}

/** The ratio of `name` to `other` by core time, per round: what slows a whole round down cancels out. */
export function ratios(rounds: readonly Round[], name: string, other: string): number[] {
  const [mine, theirs] = [name, other].map((one) => valuesOf(rounds, one, 'perCoreSecond'));
  return (mine ?? []).map((value, i) => value / (theirs?.[i] ?? Number.NaN));
}

/** What a contender should reach relative to another. */
export interface RateGoal {
  readonly subject: string;
  readonly of: string;
  readonly atLeast: number;
}

/** A row for each contender. */
export function formatRates(title: string, rounds: readonly Round[]): string {
  const names = [...(rounds[0]?.keys() ?? [])];
  const rows = names.map((name) => [
    `  ${name}`,
    spread(valuesOf(rounds, name, 'perSecond'), whole),
    spread(valuesOf(rounds, name, 'perCoreSecond'), whole),
  ]);
  return formatRows([[title, 'requests/s', 'per core-second'], ...rows]);
}

/** One line: the ratio, and the goal. */
export function formatGoal(rounds: readonly Round[], { subject, of, atLeast }: RateGoal): string {
  const reached = ratios(rounds, subject, of);
  const verdict = median(reached) >= atLeast ? 'reached' : 'MISSED';
  return `  ${subject} does ${spread(reached, hundredths)} times what ${of} does: ${verdict}, the goal is ${atLeast}`;
}

/** A row for each step. */
export function formatMemory(kind: string, steps: readonly MemoryStep[]): string {
  const rows = steps.map(({ users, megabytes, kilobytesPerUser, heapKilobytesPerUser }) => [
    `  ${whole(users)}`,
    `${whole(megabytes)} MB`,
    `${kilobytesPerUser.toFixed(1)} KB`,
    `${heapKilobytesPerUser.toFixed(1)} KB`,
  ]);
  return formatRows([[`idle ${kind}s`, 'resident memory', 'each', 'heap each'], ...rows]);
}

/** Milliseconds of one round, by command. */
export type TimeRound = ReadonlyMap<string, number>;

/** What a command should take at most relative to another. */
export interface TimeGoal {
  readonly subject: string;
  readonly of: string;
  readonly atMost: number;
}

/** The ratio of `name` to `other` in each round. */
export function timeRatios(rounds: readonly TimeRound[], name: string, other: string): number[] {
  return rounds.map((round) => (round.get(name) ?? Number.NaN) / (round.get(other) ?? Number.NaN));
}

/** A row for each command. */
export function formatTimes(title: string, rounds: readonly TimeRound[]): string {
  const names = [...(rounds[0]?.keys() ?? [])];
  const times = (name: string) => rounds.map((round) => round.get(name) ?? Number.NaN);
  return formatRows([[title, 'ms'], ...names.map((name) => [`  ${name}`, spread(times(name), whole)])]);
}

/** One line: the ratio, and the goal. */
export function formatTimeGoal(rounds: readonly TimeRound[], { subject, of, atMost }: TimeGoal): string {
  const reached = timeRatios(rounds, subject, of);
  const verdict = median(reached) <= atMost ? 'reached' : 'MISSED';
  return `  ${subject} takes ${spread(reached, hundredths)} times what ${of} takes: ${verdict}, the goal is ${atMost} at most`;
}

function formatRows(rows: readonly (readonly string[])[]): string {
  const lines = rows.map(
    ([first = '', ...others]) => first.padEnd(36) + others.map((cell) => cell.padEnd(28)).join(''),
  );
  return lines.map((line) => line.trimEnd()).join('\n');
}

function valuesOf(rounds: readonly Round[], name: string, unit: keyof Rate): number[] {
  return rounds.map((round) => round.get(name)?.[unit] ?? Number.NaN);
}

function spread(values: readonly number[], format: (value: number) => string): string {
  return `${format(median(values))} (${format(Math.min(...values))}–${format(Math.max(...values))})`;
}

function whole(value: number): string {
  return Math.round(value).toLocaleString('en');
}

function hundredths(value: number): string {
  return value.toFixed(2);
}
