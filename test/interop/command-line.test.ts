/** Invalid command lines: the exit code is Locust's, and so are the messages that scripts match. */
import { describe, expect, it } from 'vitest';
import { locust, skipped, tsloc } from './locust.js';

const mistakes: readonly (readonly string[])[] = [
  ['-u', 'abc'],
  ['-u', '1.5'],
  ['-r', '0'],
  ['-t', '5x'],
  ['-t', ''],
  ['-s', '0.5'],
  ['--csv'],
  ['--bogus'],
  ['--runtime', '3'],
  ['-t', '1h 30m'],
  ['-u'],
  ['--exit-code-on-error', 'x'],
];

describe.skipIf(skipped)('an invalid command line', () => {
  it.each(mistakes.map((args) => [args.join(' '), args] as const))(
    '%s: the same message and exit code',
    async (_, args) => {
      const theirs = await locust('-f', 'locustfile.py', '--headless', ...args);
      const ours = await tsloc('-f', 'twin.ts', '--headless', ...args);
      const words = (text: string) =>
        text
          .split('\n')
          .filter((line) => /error: /.test(line))
          .map((line) => line.replace(/^[\w.]+: /, '').replace(/ \[[A-Z_]+\]$/, ''));
      expect(words(ours.stderr)).toEqual(words(theirs.stderr));
      expect(ours.code).toBe(theirs.code);
    },
  );

  it.each([
    ['-r', 'fast'],
    ['-L', 'FOO'],
    ['--config-users', '{'],
  ])('%s %s: the same exit code; the message depends on the Python version', async (...args) => {
    expect((await tsloc('-f', 'twin.ts', ...args)).code).toBe((await locust('-f', 'locustfile.py', ...args)).code);
  });

  it('has the same exit code for a missing file and a missing class', async () => {
    for (const [theirs, ours] of [
      [
        ['-f', 'nowhere.py'],
        ['-f', 'nowhere.ts'],
      ],
      [
        ['-f', 'locustfile.py', 'Nobody'],
        ['-f', 'twin.ts', 'Nobody'],
      ],
    ] as const) {
      expect((await tsloc('--headless', ...ours)).code).toBe((await locust('--headless', ...theirs)).code);
    }
  });

  it('lists the user classes with the same text', async () => {
    const [theirs, ours] = [await locust('-f', 'locustfile.py', '--list'), await tsloc('-f', 'twin.ts', '--list')];
    expect(ours.stdout).toBe(theirs.stdout);
  });

  it('shows task ratios in the same layout', async () => {
    const ratio = (args: string[]) => ['-f', ...args, '--show-task-ratio'];
    const [theirs, ours] = [await locust(...ratio(['locustfile.py'])), await tsloc(...ratio(['twin.ts']))];
    expect(ours.stdout.replaceAll('tooSlow ', 'too_slow')).toBe(theirs.stdout);
  });
});
