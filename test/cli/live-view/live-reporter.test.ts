import stringWidth from 'string-width';
import { expect, it } from 'vitest';
import { LiveReporter } from '../../../src/cli/live-view/live-reporter.js';
import { Terminal } from '../../../src/cli/terminal/terminal.js';
import { takeSnapshot } from '../../../src/core/snapshot.js';
import { makeSample } from '../../helpers/statistics/samples.js';
import { makeEnvironment } from '../../helpers/users/logged-environment.js';

it('draws each second, the newest failures first, and leaves nothing behind', () => {
  let screen = '';
  const stream = {
    isTTY: true,
    columns: 80,
    rows: 30,
    write: (text: string) => {
      screen += text;
    },
  };
  const { environment } = makeEnvironment();
  let runTime = 60;
  const reporter = new LiveReporter(new Terminal(stream), () => ({
    runTime,
    iterations: null,
    spawnRate: 1,
    hasKeys: false,
  }));
  const tick = (at: number) => {
    screen = '';
    reporter.tick(takeSnapshot(environment, at));
    return screen.replaceAll('\u001b[31m', '');
  };
  reporter.start(takeSnapshot(environment, 100));
  environment.stats.record(makeSample({ exception: 'first' }), 100);
  expect(tick(101)).toContain('1s of 60s');
  environment.stats.record(makeSample({ exception: 'second' }), 101);
  expect(tick(102)).toMatch(/1× GET \/a: second[\s\S]*1× GET \/a: first/);
  environment.stats.record(makeSample({ exception: 'first' }), 102);
  expect(tick(103)).toMatch(/2× GET \/a: first[\s\S]*1× GET \/a: second/);
  runTime = 90;
  expect(tick(104)).toContain('4s of 90s');
  screen = '';
  stream.columns = 50;
  reporter.redraw();
  expect(Math.max(...screen.split('\n').map((line) => stringWidth(line)))).toBe(49);
  screen = '';
  reporter.end();
  expect(screen.replaceAll('\u001b[2K\u001b[A', '')).toBe('\r\u001b[2K');
  screen = '';
  reporter.redraw();
  expect(screen).toBe('');
});
