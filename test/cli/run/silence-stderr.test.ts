import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';

it('prints what was written before, and nothing more', () => {
  const module = new URL('../../../src/cli/run/silence-stderr.ts', import.meta.url).href;
  const code = `
    const { silenceStderr } = await import('${module}');
    process.stderr.write('before');
    silenceStderr();
    process.stderr.write('after');`;
  const argv = ['--import', 'tsx', '--input-type=module', '--eval', code];
  const { stderr, status } = spawnSync(process.execPath, argv, { encoding: 'utf8' });
  expect([stderr, status]).toEqual(['before', 0]);
});
