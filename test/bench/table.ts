/** What the bench prints: medians with their spread, and ratios taken within each round. Pure. */

/** How fast a contender was. */
export interface Rate {
  /** Requests per second. */
  readonly perSecond: number;
  /** Requests per second that the contender really had its core: what others took of it does not count. */
  readonly perCoreSecond: number;
}

/** What each contender did in one round. */
export type Round = ReadonlyMap<string, Rate>;

/** Resident memory with that many idle users. */
export interface MemoryStep {
  readonly users: number;
  readonly megabytes: number;
  /** Of resident memory: what the system sees, some MB more or less by chance. */
  readonly kilobytesPerUser: number;
  /** Of the JavaScript heap alone: the same each time. */
  readonly heapKilobytesPerUser: number;
}

/** The middle value; of an even number of them, the mean of the middle two. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  const [low, high] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  return ((low ?? Number.NaN) + (high ?? Number.NaN)) / 2;
}

/** How `name` did against `other` by core-seconds, round by round: what slows a whole round down cancels out. */
export function ratios(rounds: readonly Round[], name: string, other: string): number[] {
  const [mine, theirs] = [name, other].map((one) => valuesOf(rounds, one, 'perCoreSecond'));
  return (mine ?? []).map((value, i) => value / (theirs?.[i] ?? Number.NaN));
}

/** What one contender should reach of another. */
export interface Wanted {
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

/** One line: what was reached, and what should be. */
export function formatGoal(rounds: readonly Round[], { subject, of, atLeast }: Wanted): string {
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
