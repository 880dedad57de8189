import { expect, it } from 'vitest';
import { startNotes } from '../../../src/cli/run/start-notes.js';
import { folderWith, tsloc, userFile } from '../../helpers/processes/cli.js';

it('says what has no effect, and nothing about what is not set', () => {
  expect(startNotes({ buildPath: null }, { LOCUST_SKIP_MONKEY_PATCH: '' })).toEqual([]);
  const env = { LOCUST_SKIP_MONKEY_PATCH: '1', LOCUST_SKIP_URLLIB3_PATCH: '1' };
  expect(startNotes({ buildPath: 'ui' }, env)).toEqual([
    'LOCUST_SKIP_MONKEY_PATCH has no effect: it concerns gevent, which makes the Python standard library asynchronous.',
    'LOCUST_SKIP_URLLIB3_PATCH has no effect: it concerns the Python library urllib3.',
    '--build-path: files of ui are served below /assets/; the page itself remains that of tsloc.',
  ]);
});

it('is in the log of the command', async () => {
  const cwd = folderWith({ 'locustfile.ts': userFile('one(); this.environment.runner?.quit();') });
  const { stderr } = await tsloc(['--csv', ''], { cwd, env: { LOCUST_SKIP_MONKEY_PATCH: '1' } });
  expect(stderr).toMatch(
    /INFO\/locust\.main: Starting .*\n.*INFO\/locust\.main: LOCUST_SKIP_MONKEY_PATCH has no effect/,
  );
});
