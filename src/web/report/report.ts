/** The HTML report: the page with a frozen feed, and Locust's arguments for programs that read reports. */
import type { Snapshot } from '../../core/snapshot.js';
import type { EntryRow, FrozenFeed } from '../contracts/feed.js';
import { reducePoints } from '../history/reduce-points.js';
import { reportDocument, type Theme } from '../html/page-document.js';
import { type PercentileOf, type ReportFacts, reportArgs } from '../html/report-args.js';

/** Points of the whole test, and of all rows together: with them a report stays below 500 KB. */
const totalPointCount = 300;
const pointsOfAllRows = 1_500;
const maxPointsOfRow = 120;

/** The document of a frozen feed. @throws {TslocError} `PAGE_NOT_BUILT` */
export function createReport(facts: ReportFacts, feed: FrozenFeed, percentileOf: PercentileOf, theme: Theme): string {
  return reportDocument(reportArgs(facts, feed, percentileOf), reduceFeed(feed), theme);
}

/** Percentiles of the rows of a snapshot. */
export function percentilesFrom({ stats }: Snapshot): PercentileOf {
  const views = new Map([...stats.entries, stats.total].map((view) => [rowKey(view), view]));
  return (row, fraction) => views.get(rowKey(row))?.getResponseTimePercentile(fraction) ?? null;
}

function rowKey({ method, name }: Pick<EntryRow, 'method' | 'name'>): string {
  return `${method}\n${name}`;
}

function reduceFeed({ history, rows, ...rest }: FrozenFeed): FrozenFeed {
  const { latest: _latest, ...points } = reducePoints(history.points, totalPointCount); // the page does not show them
  const pointsOfRow = Math.max(2, Math.min(maxPointsOfRow, Math.floor(pointsOfAllRows / Math.max(1, rows.length))));
  return {
    history: { ...history, points },
    ...rest,
    rows: rows.map((row) => ({ ...row, points: reducePoints(row.points, pointsOfRow) })),
  };
}
