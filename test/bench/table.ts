/** What the bench prints: medians with their spread, and ratios taken within each round. Pure. */

/** Requests per second by contender. */
export type Round = ReadonlyMap<string, number>;

/** Resident memory with that many idle users. */
export interface MemoryStep {
  readonly users: number;
  readonly megabytes: number;
  readonly kilobytesPerUser: number;
}

/** The middle value; of an even number of them, the mean of the middle two. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  const [low, high] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  return ((low ?? Number.NaN) + (high ?? Number.NaN)) / 2;
}

/** How `name` did against `other`, round by round: what slows a whole round down cancels out. */
export function ratios(rounds: readonly Round[], name: string, other: string): number[] {
  return rounds.map((round) => (round.get(name) ?? Number.NaN) / (round.get(other) ?? Number.NaN));
}

/** A row for each contender, and what the first of them reaches of the others. */
export function formatRates(connections: number, rounds: readonly Round[]): string {
  const names = [...(rounds[0]?.keys() ?? [])];
  const [first = ''] = names;
  const rows = names.map((name) => {
    const rates = spread(rounds.map((round) => round.get(name) ?? Number.NaN), whole);
    const share = name === first ? '' : spread(ratios(rounds, first, name), hundredths);
    return `  ${name.padEnd(16)}${rates.padEnd(30)}${share}`.trimEnd();
  });
  const title = `${connections} connections`.padEnd(18);
  return [`${title}${'requests/s (lowest–highest)'.padEnd(30)}${first} reaches of it`, ...rows].join('\n');
}

/** A row for each step. */
export function formatMemory(steps: readonly MemoryStep[]): string {
  const rows = steps.map(
    ({ users, megabytes, kilobytesPerUser }) =>
      `  ${whole(users).padEnd(16)}${`${megabytes.toFixed(0)} MB`.padEnd(30)}${kilobytesPerUser.toFixed(1)} KB`,
  );
  return [`${'idle users'.padEnd(18)}${'resident memory'.padEnd(30)}each`, ...rows].join('\n');
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
