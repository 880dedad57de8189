/** Points of a row that come in two parts: what is there, and what is newer. */
import type { Points } from '../../contracts/feed.js';

/** `older` and then those of `newer` that come after it; parts of different shape are not joined: the newer one is all. */
export function joinPoints(older: Points, newer: Points): Points {
  const last = older.at.at(-1) ?? Number.NEGATIVE_INFINITY;
  const from = newer.at.findIndex((at) => at > last);
  if (from < 0) return older;
  if (older.fractions.length !== newer.fractions.length) return newer;
  const kinds = [...new Set([...older.errorKinds, ...newer.errorKinds])];
  const renamed = (list: readonly number[]) =>
    list.map((value, i) => (i % 2 === 0 ? kinds.indexOf(newer.errorKinds[value] as string) : value));
  return {
    ...newer,
    at: [...older.at, ...newer.at.slice(from)],
    seconds: [...older.seconds, ...newer.seconds.slice(from)],
    rps: [...older.rps, ...newer.rps.slice(from)],
    failPerSec: [...older.failPerSec, ...newer.failPerSec.slice(from)],
    percentiles: older.percentiles.map((column, i) => [...column, ...(newer.percentiles[i] ?? []).slice(from)]),
    latency: [...older.latency, ...newer.latency.slice(from)],
    errorKinds: kinds,
    errors: [...older.errors, ...newer.errors.slice(from).map(renamed)],
  };
}
