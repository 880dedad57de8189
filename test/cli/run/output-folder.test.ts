import { describe, expect, it } from 'vitest';
import { outputPrefix, withOutputFolder } from '../../../src/cli/run/output-folder.js';
import { makeOptions } from '../../../src/core/options/options.js';

const at = new Date(2026, 0, 2, 3, 4, 5);

describe('withOutputFolder', () => {
  it('names the files after scenario and time', () => {
    const options = makeOptions({ output: 'out', scenario: 'smoke' });
    expect(withOutputFolder(options, ['/a/users.ts'], at)).toMatchObject({
      csvPrefix: 'out/load_test_smoke_20260102_030405',
      htmlFile: 'out/load_test_smoke_20260102_030405.html',
    });
  });

  it('names them after the file without a scenario, and keeps other names that were given', () => {
    const options = makeOptions({ output: 'out', csvPrefix: 'mine' });
    expect(withOutputFolder(options, ['/a/users.ts'], at)).toMatchObject({
      csvPrefix: 'mine',
      htmlFile: 'out/load_test_users_20260102_030405.html',
    });
    expect(withOutputFolder(options, ['/a.ts', '/b.ts'], at).htmlFile).toContain('load_test_tsloc_');
  });

  it('changes nothing without a folder', () => {
    const options = makeOptions();
    expect(withOutputFolder(options, [], at)).toBe(options);
  });
});

it('outputPrefix has no characters that lead to another folder', () => {
  expect(outputPrefix('o', '../a b', at)).toBe('o/load_test_.._a_b_20260102_030405');
});
