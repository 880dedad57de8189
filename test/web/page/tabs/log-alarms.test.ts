import { beforeEach, describe, expect, it } from 'vitest';
import { run } from '../../../../src/web/page/feed/run-state.js';
import { unknownRun } from '../../../../src/web/page/feed/run-view.js';
import { newAlarms, seeAlarms } from '../../../../src/web/page/tabs/log-alarms.js';

let testNumber = 0;

const warning = (text: string, node = '') => ({ node, text: `[${testNumber}] vm/WARNING/x: ${text}` });
const show = (...log: ReturnType<typeof warning>[]) => {
  run.value = { ...unknownRun, log };
};

beforeEach(() => {
  testNumber++; // other lines than those that an earlier test has seen
  run.value = unknownRun;
});

describe('the number of new warnings', () => {
  it('is that of the warnings since the log was open', () => {
    show(warning('a'), { node: '', text: '[t] vm/INFO/x: y' });
    expect(newAlarms.value).toBe(1);
    seeAlarms();
    expect(newAlarms.value).toBe(0);
    show(warning('a'), warning('b'), warning('c'));
    expect(newAlarms.value).toBe(2);
    run.value = unknownRun;
    expect(newAlarms.value).toBe(0);
  });

  it('is the same after a reconnect, and when seen lines drop out', () => {
    show(warning('a'), warning('b'));
    seeAlarms();
    show();
    show(warning('a'), warning('b'));
    expect(newAlarms.value).toBe(0);
    show(warning('b'), warning('c'));
    expect(newAlarms.value).toBe(1);
    show(warning('c'), warning('d'));
    expect(newAlarms.value).toBe(2);
  });

  it('is that of all warnings of another process, however many were seen of the one before', () => {
    show(warning('a'), warning('b'), warning('c'));
    seeAlarms();
    show(warning('of another process'));
    expect(newAlarms.value).toBe(1);
  });

  it('is counted by node: a new connection begins with the lines of one node after another', () => {
    show(warning('a'), warning('b', 'w1'), warning('c'), warning('d', 'w1'));
    seeAlarms();
    show(warning('a'), warning('c'), warning('b', 'w1'), warning('d', 'w1'), warning('e', 'w1'), warning('f', 'w2'));
    expect(newAlarms.value).toBe(2);
  });

  it('does not forget what was seen when the log is open without a connection', () => {
    show(warning('a'));
    seeAlarms();
    show();
    seeAlarms();
    show(warning('a'));
    expect(newAlarms.value).toBe(0);
  });
});
