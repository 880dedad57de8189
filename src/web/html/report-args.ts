/** `window.templateArgs` of a report: Locust's keys (5.2), for programs that read its HTML reports. */
import { utcTimestamp } from '../../util/text/format.js';
import { locustHistory } from '../api/locust-history.js';
import { locustRow, percentileKeys } from '../api/stats-reply.js';
import type { EntryRow, FrozenFeed } from '../contracts/feed.js';

/** What a report contains besides the measurements. */
export interface ReportFacts {
  readonly host: string | null;
  readonly locustfile: string | null;
  readonly profile: string | null;
  /** As `GET /tasks`. */
  readonly tasks: object;
  readonly showDownloadLink: boolean;
  /** Of the charts. */
  readonly percentilesToChart: readonly number[];
  readonly percentilesToStatistics: readonly number[];
}

/** Whole ms of a row at a fraction; null where it is not known. */
export type PercentileOf = (row: EntryRow, fraction: number) => number | null;

const reportedFractions = [0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99, 1];
const historyPointCount = 120;

/** The arguments for a frozen feed, whose points must not be reduced yet. */
export function reportArgs(facts: ReportFacts, feed: FrozenFeed, percentileOf: PercentileOf): object {
  const { snapshot, history } = feed;
  const rows = [...snapshot.entries, snapshot.total];
  const { startTime } = history;
  const endTime = feed.endTime ?? startTime;
  return {
    is_report: true,
    requests_statistics: rows.map((row) => statisticsRow(row, facts.percentilesToStatistics, percentileOf)),
    failures_statistics: snapshot.failures.map(({ firstSeen, lastSeen, ...row }) => {
      return { ...row, first_seen: firstSeen, last_seen: lastSeen };
    }),
    exceptions_statistics: snapshot.exceptions.map(({ message, nodes, ...row }) => {
      return { ...row, msg: message, nodes: nodes.join(', ') };
    }),
    response_time_statistics: rows.map((row) => responseTimesRow(row, percentileOf)),
    start_time: timeText(startTime),
    end_time: timeText(endTime),
    duration: startTime === null || endTime === null ? '' : durationText(Math.trunc(endTime - startTime)),
    host: facts.host ?? 'None',
    history: locustHistory(history.points, facts.percentilesToChart, historyPointCount),
    show_download_link: facts.showDownloadLink,
    locustfile: facts.locustfile ?? 'None',
    tasks: facts.tasks,
    percentiles_to_chart: facts.percentilesToChart,
    profile: facts.profile,
  };
}

function statisticsRow(row: EntryRow, fractions: readonly number[], percentileOf: PercentileOf): object {
  return { ...locustRow(row), ...percentileKeys(fractions, (fraction) => percentileOf(row, fraction) ?? 0) };
}

/** The last key must be the text `1.0`: JavaScript would move a whole number to the front. */
function responseTimesRow(row: EntryRow, percentileOf: PercentileOf): object {
  const values = reportedFractions.map((one) => [
    Number.isInteger(one) ? `${one}.0` : `${one}`,
    percentileOf(row, one),
  ]);
  const known = values.filter(([, value]) => value !== null);
  return { name: row.name, method: row.method, ...Object.fromEntries(known) };
}

/** Empty where the time is not known. */
function timeText(at: number | null): string {
  return at === null ? '' : utcTimestamp(at);
}

/** `1 hour, 2 minutes and 3 seconds`; parts of zero are left out. */
export function durationText(seconds: number): string {
  const units = [
    ['day', Math.floor(seconds / 86_400)],
    ['hour', Math.floor(seconds / 3600) % 24],
    ['minute', Math.floor(seconds / 60) % 60],
    ['second', seconds % 60],
  ] as const;
  const parts = units
    .filter(([, count]) => count > 0)
    .map(([unit, count]) => `${count} ${unit}${count === 1 ? '' : 's'}`);
  const last = parts.pop() ?? '0 seconds';
  return parts.length === 0 ? last : `${parts.join(', ')} and ${last}`;
}
