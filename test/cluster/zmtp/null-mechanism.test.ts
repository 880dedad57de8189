import { describe, expect, it } from 'vitest';
import { parseCommand } from '../../../src/cluster/zmtp/command.js';
import { NullMechanism } from '../../../src/cluster/zmtp/null-mechanism.js';

describe('the mechanism NULL', () => {
  it('is complete when each end has sent READY', () => {
    const own = { socketType: 'DEALER', identity: 'host_1' };
    const [worker, master] = [new NullMechanism(own), new NullMechanism({ socketType: 'ROUTER', identity: '' })];
    expect(master.peer).toBeNull();
    expect(master.receive(parseCommand(worker.begin()))).toBeNull();
    expect(master.peer).toEqual(own);
  });

  it('refuses any other command', () => {
    const master = new NullMechanism({ socketType: 'ROUTER', identity: '' });
    expect(() => master.receive({ name: 'HELLO', rest: Buffer.alloc(0) })).toThrow('Expected READY');
  });

  it('leaves frames as they are', () => {
    const master = new NullMechanism({ socketType: 'ROUTER', identity: '' });
    const frame = { hasMore: false, isCommand: false, body: Buffer.from('a') };
    expect(master.open(frame)).toBe(frame);
    expect(master.seal(Buffer.from('a'), 0).toString('hex')).toBe('000161');
  });
});
