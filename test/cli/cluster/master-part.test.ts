import { expect, it } from 'vitest';
import { tcpMaster } from '../../../src/cli/cluster/master-part.js';
import { makeOptions } from '../../../src/core/options/options.js';
import { Log } from '../../../src/util/log/log.js';
import { makeEnvironment } from '../../helpers/users/logged-environment.js';

it.each([
  [{}, true],
  [{ masterToken: 'secret' }, false],
  [{ masterBindHost: '127.0.0.1' }, false],
])('with %j, says that anybody can take part: %s', async (given, isSaid) => {
  const lines: string[] = [];
  const create = await tcpMaster(makeOptions(given), {}, new Log('INFO', (line) => lines.push(line)), []);
  expect(lines.join().includes('Any program that reaches port 5557 can join the test')).toBe(isSaid);
  expect(create(makeEnvironment().environment).workers).toEqual([]);
});
