import { describe, expect, it } from 'vitest';
import { WorkerInbox } from '../../../src/cluster/worker/worker-inbox.js';
import { Log } from '../../../src/util/log/log.js';

function newInbox() {
  const handled: unknown[] = [];
  const log: string[] = [];
  const fail = () => {
    throw new Error('cannot');
  };
  const inbox = new WorkerInbox({
    handlers: new Map<string, (data: unknown) => void>([
      ['ack', (data) => handled.push(['ack', data])],
      ['heartbeat', (data) => handled.push(['heartbeat', data])],
      ['spawn', (data) => handled.push(['spawn', data])],
      ['stop', (data) => handled.push(['stop', data])],
      ['quit', (data) => handled.push(['quit', data])],
      ['bad', fail],
    ]),
    receiveCustom: ({ type, data }) => type === 'mine' && handled.push([type, data]) > 0,
    logger: new Log('INFO', (line) => log.push(line.replace(/^.*?\//, ''))).logger('x'),
  });
  const receive = (type: string, data: unknown = null) => inbox.receive({ type, data, nodeId: 'h_1' });
  return { inbox, receive, handled, log };
}

describe('WorkerInbox', () => {
  it('holds messages back until it is opened, in their order, but not answers', () => {
    const { inbox, receive, handled } = newInbox();
    receive('spawn', 1);
    receive('mine', 2);
    receive('ack', 3);
    receive('heartbeat', 3);
    expect(handled.splice(0)).toEqual([
      ['ack', 3],
      ['heartbeat', 3],
    ]);
    inbox.open();
    receive('spawn', 4);
    expect(handled).toEqual([
      ['spawn', 1],
      ['mine', 2],
      ['spawn', 4],
    ]);
  });

  it.each(['stop', 'quit'])('handles %s at once, and drops a start that came before', (type) => {
    const { inbox, receive, handled } = newInbox();
    receive('spawn', 1);
    receive('mine', 2);
    receive(type, 3);
    receive('spawn', 4);
    expect(handled.splice(0)).toEqual([[type, 3]]);
    inbox.open();
    expect(handled).toEqual([
      ['mine', 2],
      ['spawn', 4],
    ]);
  });

  it('holds ten thousand of them at most', () => {
    const { inbox, receive, handled } = newInbox();
    for (let i = 0; i < 10_001; i++) receive('spawn', i);
    inbox.open();
    expect(handled.at(-1)).toEqual(['spawn', 9_999]);
  });

  it('names unknown types, and counts messages and connections that are wrong', () => {
    const { inbox, receive, handled, log } = newInbox();
    inbox.open();
    receive('other');
    receive('bad');
    inbox.reject('not msgpack');
    inbox.reject('another token', true);
    receive('spawn', 1);
    expect(handled).toEqual([['spawn', 1]]);
    expect(log).toEqual([
      'WARNING/x: Unknown message type received: other',
      'WARNING/x: A wrong message was ignored (bad: cannot).',
      'WARNING/x: A connection was refused (another token).',
    ]);
  });
});
