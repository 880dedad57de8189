/** CPU time of a process and of all that it started, from /proc. */
import { readdirSync, readFileSync } from 'node:fs';

/** Seconds. */
export interface TreeTimes {
  readonly core: number;
  /** In which a main thread could run but had no core. */
  readonly waiting: number;
}

/** The unit of times in /proc/<pid>/stat, the same on every Linux. */
const ticksPerSecond = 100;

/** Core time of all threads of a process, seconds; null where the system does not tell. */
export function coreSecondsOf(pid: number | undefined): number | null {
  return pid === undefined ? null : (readStat(pid)?.coreSeconds ?? null);
}

/** Since their starts; null where the system does not tell. */
export function treeTimes(root: number | undefined): TreeTimes | null {
  if (root === undefined || readStat(root) === null) return null;
  const stats = processIds()
    .map(readStat)
    .filter((stat) => stat !== null);
  const tree = [root];
  for (const pid of tree) tree.push(...stats.filter(({ parent }) => parent === pid).map((stat) => stat.pid));
  const own = stats.filter(({ pid }) => tree.includes(pid));
  return { core: sum(own.map(({ coreSeconds }) => coreSeconds)), waiting: sum(tree.map(waitingSeconds)) };
}

interface ProcessStat {
  readonly pid: number;
  readonly parent: number;
  readonly coreSeconds: number;
}

/** null for a process that has ended. */
function readStat(pid: number): ProcessStat | null {
  const fields = readText(`/proc/${pid}/stat`).split(') ').at(-1)?.split(' ') ?? [];
  if (fields.length < 13) return null;
  return { pid, parent: Number(fields[1]), coreSeconds: (Number(fields[11]) + Number(fields[12])) / ticksPerSecond };
}

function processIds(): number[] {
  try {
    return readdirSync('/proc').map(Number).filter(Number.isInteger);
  } catch {
    return [];
  }
}

function waitingSeconds(pid: number): number {
  return Number(readText(`/proc/${pid}/schedstat`).split(' ')[1] ?? 0) / 1e9;
}

/** Empty for a process that has ended. */
function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
