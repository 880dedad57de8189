import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { needsNodeLoader } from '../../../src/cli/compiler/needs-node-loader.js';
import { temporaryFolder } from '../../helpers/files/temporary-folder.js';

it.each([
  ["import { task } from 'tsloc';\nexport class A {}", false],
  ["await import('./other.js')", false],
  ['console.log(import.meta.url, import.meta.dirname)', false],
  ['const requirements = 1', false],
  ["const { join } = require('node:path')", true],
  ['module.exports = { A }', true],
  ['exports.A = A', true],
  ['console.log(__dirname)', true],
  [`await import(\`./\${name}.js\`)`, true],
  ['await import(name)', true],
  ["import.meta.resolve('x')", true],
])('%j: %s', (source, expected) => {
  expect(needsNodeLoader(join(temporaryFolder(), 'users.ts'), source)).toBe(expected);
});

it('leaves CommonJS by name, and files with a namesake, to Node', () => {
  const folder = temporaryFolder();
  expect(needsNodeLoader(join(folder, 'users.cts'), '')).toBe(true);
  for (const name of ['a.ts', 'b.ts', 'b.js', 'c.mts']) writeFileSync(join(folder, name), '');
  const needed = ['a.ts', 'b.ts', 'c.mts'].map((name) => needsNodeLoader(join(folder, name), ''));
  expect(needed).toEqual([false, true, false]);
});
