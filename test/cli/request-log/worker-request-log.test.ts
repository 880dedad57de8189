import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { workerRequestLogs } from '../../../src/cli/request-log/worker-request-log.js';
import { makeOptions } from '../../../src/core/options/options.js';
import { Log } from '../../../src/util/log/log.js';
import { folderWith } from '../../helpers/processes/cli.js';

describe('workerRequestLogs', () => {
  it.each([
    ['requests.csv', 'requests-worker3.csv'],
    ['my.run/requests.jsonl', 'my.run/requests-worker3.jsonl'],
  ])('writes %s as %s, and logs the path', (given, written) => {
    const folder = folderWith({ 'my.run/x': '' });
    const lines: string[] = [];
    const log = new Log('INFO', (line) => lines.push(line));
    const [reporter] = workerRequestLogs(makeOptions({ requestLog: join(folder, given) }), 3, log, () => 0);
    expect(existsSync(join(folder, written))).toBe(true);
    expect(lines.join()).toContain(`Request log: ${join(folder, written)}`);
    reporter?.end?.({} as never);
  });

  it('writes none without the option', () => {
    expect(workerRequestLogs(makeOptions({}), 0, new Log('INFO', () => {}), () => 0)).toEqual([]);
  });
});
