import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { expect, it } from 'vitest';
import { removeAbandoned } from './run-folder.js';
import { temporaryFolder } from './temporary-folder.js';

it('has all temporary folders', () => {
  expect(basename(tmpdir())).toMatch(/^tsloc-tests-\d+-/);
});

it('is removed by a later run if its own was interrupted', () => {
  const ended = spawnSync(process.execPath, ['-e', '']).pid;
  const parent = temporaryFolder();
  const names = [`tsloc-tests-${process.pid}-a`, 'tsloc-tests', 'tsloc-other-1'];
  for (const name of [...names, `tsloc-tests-${ended}-b`]) mkdirSync(join(parent, name, 'below'), { recursive: true });
  removeAbandoned(parent);
  expect(readdirSync(parent).sort()).toEqual(names.sort());
});
