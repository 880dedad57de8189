import { describe, expect, it } from 'vitest';
import { MasterListeners, WorkerListeners } from '../../../src/cluster/link/link-listeners.js';
import { encodeMessage } from '../../../src/cluster/messages/codec.js';

const ack = { type: 'ack', data: null, nodeId: 'host_1' };
const bytes = encodeMessage(ack);

class Master extends MasterListeners {
  receive(identity: string, received: Buffer): void {
    this.deliver(identity, received);
  }
}

class Worker extends WorkerListeners {
  receive(received: Buffer): void {
    this.deliver(received);
  }

  close(): void {
    this.drop([{ message: ack }]);
    this.removeListeners();
  }
}

function listen<L extends MasterListeners | WorkerListeners>(link: L): { link: L; heard: unknown[] } {
  const heard: unknown[] = [];
  link.onMessage = (...argument: unknown[]) => void heard.push(argument);
  link.onRejected = (...argument: unknown[]) => void heard.push(argument);
  link.onDropped = (...argument: unknown[]) => void heard.push(argument);
  return { link, heard };
}

describe('the listeners of a link', () => {
  it('get messages', () => {
    const [master, worker] = [listen(new Master()), listen(new Worker())];
    master.link.receive('host_1', bytes);
    worker.link.receive(bytes);
    expect([master.heard, worker.heard]).toEqual([[['host_1', ack]], [[ack]]]);
  });

  it('are told why bytes are not a message', () => {
    const [master, worker] = [listen(new Master()), listen(new Worker())];
    master.link.receive('host_1', bytes.subarray(1));
    worker.link.receive(bytes.subarray(1));
    const reason = expect.stringContaining('Expected a message');
    expect([master.heard, worker.heard]).toEqual([[['host_1', reason]], [[reason]]]);
  });

  it('are told which message could not be handled; nothing is thrown', () => {
    const { link, heard } = listen(new Worker());
    link.onMessage = () => {
      throw new TypeError('x is undefined');
    };
    link.receive(bytes);
    expect(heard).toEqual([["Expected to handle message 'ack', got: x is undefined"]]);
  });

  it('are not called any more once they are removed, not even later', async () => {
    const { link, heard } = listen(new Worker());
    link.close();
    await Promise.resolve();
    link.receive(bytes);
    expect(heard).toEqual([]);
  });
});
