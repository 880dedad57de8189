import { describe, expect, it } from 'vitest';
import { pageFacts, pageParts } from '../../../src/cli/run/page-parts.js';
import { flagOf } from '../../../src/core/options/argument-settings.js';
import { makeOptions } from '../../../src/core/options/options.js';
import { Log } from '../../../src/util/log/log.js';
import type { WebUi } from '../../../src/web/web-ui.js';

const loaded = { files: ['/a/b/users.ts'], userClasses: new Map(), shapes: [] } as never;

it('tells the page the base name of the file, and the options that it declares for the page', () => {
  const own = flagOf('--slow-after', undefined, { default: 1 });
  const hidden = flagOf('--mode', undefined, { includeInWebUi: false });
  const facts = pageFacts('1.0', loaded, [
    ['slowAfter', own],
    ['mode', hidden],
  ]);
  expect(facts).toMatchObject({ version: '1.0', locustfile: 'users.ts', customFlags: new Map([['slowAfter', own]]) });
});

describe('the log line of the page', () => {
  const linesFor = (isPublic: boolean, given: object) => {
    const lines: string[] = [];
    const log = new Log('INFO', (line) => lines.push(line.replace(/^.*?\//, '')));
    const { onPage } = pageParts(makeOptions(given), pageFacts('1', loaded, []), log);
    onPage?.({ isPublic } as WebUi, 'http://127.0.0.1:8089/');
    return lines;
  };

  it('has the address', () => {
    expect(linesFor(false, {})).toEqual(['INFO/locust.main: Starting web interface at http://127.0.0.1:8089/']);
  });

  it('shows another name where one is given', () => {
    expect(linesFor(false, { webHostDisplayName: 'load.example' })[0]).toContain('http://load.example:8089/');
  });

  it('warns in one line where other machines can reach it, unless it has a login', () => {
    expect(linesFor(true, {})[1]).toContain('WARNING/locust.main: Other machines can reach the web interface');
    expect(linesFor(true, { webLogin: true }).length).toBe(1);
  });
});
