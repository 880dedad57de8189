import { expect, it } from 'vitest';
import { stop, transform } from '../../src/util/esbuild.js';

it('compiles types and decorators away, and its process ends', async () => {
  const { code } = await transform('class A { @f go(x: number) {} }', { loader: 'ts', target: 'node20' });
  expect(code).not.toMatch(/@f|number/);
  await stop();
});
