import { expect, it } from 'vitest';
import { superviseLoading } from '../../../src/cli/loading/supervise-loading.js';
import { Terminal } from '../../../src/cli/terminal/terminal.js';

it('returns the result and leaves no listeners; errors are tested with the command', async () => {
  const events = ['uncaughtException', 'unhandledRejection', 'exit'];
  const counts = () => events.map((event) => process.listenerCount(event));
  const before = counts();
  const terminal = new Terminal({ write: () => {} });
  let during: number[] = [];
  const load = async () => {
    during = counts();
    return 5;
  };
  expect(await superviseLoading(terminal, load)).toBe(5);
  expect(during).toEqual(before.map((count) => count + 1));
  await expect(superviseLoading(terminal, () => Promise.reject(new Error('x')))).rejects.toThrow('x');
  expect(counts()).toEqual(before);
});
