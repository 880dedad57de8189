/** A row over time: from the report, or from the server, with new points fetched while the test runs. */
import { useState } from 'preact/hooks';
import type { RowHistory } from '../../contracts/feed.js';
import { frozenRows, run } from '../feed/run-state.js';
import { useReply } from '../feed/use-reply.js';
import { joinPoints } from '../series/join-points.js';
import { rowIdOf, rowKey } from '../series/row-trends.js';

/** Null until it is known, or where the server keeps none. */
export function useRowHistory(id: string): RowHistory | null {
  const [known, setKnown] = useState<RowHistory | null>(null);
  const frozen = frozenRows.value;
  const { testId } = run.value;
  // One point per second, fetched every two seconds: often enough for a chart.
  const moment = Math.floor((run.value.points.at.at(-1) ?? 0) / 2);
  const current = historyOf(known, testId, id);
  const address = frozen === null ? historyAddress(id, current) : null;
  const onReply = (reply: RowHistory) => setKnown(joinHistory(current, reply));
  useReply(address, onReply, [id, testId, moment, frozen]);
  return frozen === null ? current : (frozen.find((row) => rowKey(row) === id) ?? null);
}

/** What is known, if it is of this row and this test: the server may have no such row in a later one. */
export function historyOf(known: RowHistory | null, testId: string | null, id: string): RowHistory | null {
  return known?.testId === testId && rowKey(known) === id ? known : null;
}

/** The address of a row's history: all of it, or the points newer than `known`. */
export function historyAddress(id: string, known: RowHistory | null): string {
  const { name, method } = rowIdOf(id);
  const query = new URLSearchParams({ name, method });
  const since = known?.points.at.at(-1);
  if (since !== undefined) query.set('since', String(since));
  return `stats/history?${query}`;
}

/** The known points and the new ones, if they are of the same test; otherwise the new ones alone. */
export function joinHistory(known: RowHistory | null, reply: RowHistory): RowHistory {
  if (known === null || known.testId !== reply.testId) return reply;
  return { ...reply, points: joinPoints(known.points, reply.points) };
}
