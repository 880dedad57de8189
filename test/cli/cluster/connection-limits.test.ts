import { expect, it } from 'vitest';
import { connectionLimits, readProcessLimits } from '../../../src/cli/cluster/connection-limits.js';

const own = { connections: 10_000, handshakes: 1_000 };
const limitsOf = (openFiles: string) =>
  `Limit                     Soft Limit           Hard Limit           Units\nMax open files            ${openFiles}                 4096                 files\nMax locked memory         8388608              8388608              bytes\n`;

it.each([
  ['1024', { connections: 768, handshakes: 256 }],
  ['1048576', own],
  ['unlimited', {}],
])('leaves a quarter of %s open files to other parts', (openFiles, expected) => {
  expect(connectionLimits(limitsOf(openFiles), own)).toEqual(expected);
});

it('limits nothing where the system describes no limits', () => {
  expect(connectionLimits('', own)).toEqual({});
});

it.runIf(process.platform === 'linux')('knows the limit of this process', () => {
  expect(connectionLimits(readProcessLimits(), own).handshakes).toBeGreaterThan(0);
});
