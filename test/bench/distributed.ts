/** What reports of workers cost their master: from the bytes of a message to the merged statistics. */
import { decodeMessage, encodeMessage } from '../../src/cluster/messages/codec.js';
import { readStatsReport, toStatsReport } from '../../src/cluster/messages/stats-report.js';
import { Stats } from '../../src/stats/stats.js';
import { makeSample } from '../helpers/samples.js';

const workers = 20;
const intervalSeconds = 3;

/** Prints the costs; returns the missed goals. */
export function measureDistributed(): string[] {
  const small = microsecondsPerReport(50, 20, 400);
  const large = microsecondsPerReport(10_000, 1, 20);
  const share = ((large * workers) / (intervalSeconds * 1e6)) * 100;
  console.log(`\ndistributed: ${small.toFixed(0)} µs of the master for a report of 50 names, 20 requests each`);
  console.log(
    `distributed: ${(large / 1000).toFixed(1)} ms of the master for a report of 10,000 names, one request each`,
  );
  console.log(`distributed: ${share.toFixed(0)} % of a core of the master with 10,000 names × ${workers} workers`);
  return share < 50 ? [] : [`Expected less than 50 % of a core of the master, got ${share.toFixed(0)} %.`];
}

/** CPU time. `perName`: requests of each name since the report before. */
function microsecondsPerReport(names: number, perName: number, reports: number): number {
  const master = new Stats();
  const message = makeMessage(names, perName);
  const merge = () => {
    const { data } = decodeMessage(message);
    master.absorb(readStatsReport(data, 'h_1', Date.now() / 1000).delta);
  };
  for (let i = 0; i < Math.max(2, reports / 10); i++) merge();
  const before = process.cpuUsage();
  for (let i = 0; i < reports; i++) merge();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / reports;
}

function makeMessage(names: number, perName: number): Buffer {
  const worker = new Stats();
  for (let i = 0; i < names * perName; i++)
    worker.record(makeSample({ name: `/path/${i % names}`, responseTime: 1 + ((i * 7919) % 900) }));
  const data = toStatsReport(worker.drain(), new Map([['Visitor', 50]]), { number: 1, first: 1, epoch: 1 });
  return encodeMessage({ type: 'stats', data, nodeId: 'h_1' });
}
