/** What reports of workers cost their master: from the bytes of a message to the merged statistics, and to a snapshot. */
import { decodeMessage, encodeMessage, packedReportOf } from '../../src/cluster/messages/codec.js';
import { readStatsReport, toStatsReport } from '../../src/cluster/messages/stats-report.js';
import { Stats } from '../../src/stats/stats.js';
import { viewStats } from '../../src/stats/view.js';
import { makeSample } from '../helpers/statistics/samples.js';
import { median } from './table.js';

/** Response times differ from report to report, as those of workers do. */
const differentReports = 8;

/** CPU time of a master, ms. */
export interface MergeCost {
  readonly perReport: number;
  /** Of all rows, which the master takes each second. */
  readonly perSnapshot: number;
}

/** Medians. `perName`: requests of each name since the report before. */
export function measureMerge(names: number, perName: number, reports: number): MergeCost {
  const master = new Stats();
  const messages = Array.from({ length: differentReports }, (_, i) => makeMessage(names, perName, i));
  let merged = 0;
  const merge = () => {
    const received = decodeMessage(messages[merged++ % messages.length] as Buffer);
    const report = packedReportOf(received) ?? received.data; // as a master does
    master.absorb(readStatsReport(report, 'h_1', Date.now() / 1000).delta);
  };
  for (let i = 0; i < Math.max(3, reports / 10); i++) merge();
  const perReport = medianCost(reports, () => {}, merge);
  return { perReport, perSnapshot: medianCost(reports / 4, merge, () => viewStats(master)) };
}

function medianCost(rounds: number, prepare: () => void, work: () => void): number {
  const costs: number[] = [];
  for (let i = 0; i < rounds; i++) {
    prepare();
    const before = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(before);
    costs.push((user + system) / 1_000);
  }
  return median(costs);
}

function makeMessage(names: number, perName: number, seed: number): Buffer {
  const worker = new Stats();
  for (let i = 0; i < names * perName; i++)
    worker.record(makeSample({ name: `/path/${i % names}`, responseTime: 1 + ((i * 7919 + seed * 31) % 900) }));
  const data = toStatsReport(worker.drain(), new Map([['Visitor', 50]]), { number: 1, first: 1, epoch: 1 });
  return encodeMessage({ type: 'stats', data, nodeId: 'h_1' });
}
