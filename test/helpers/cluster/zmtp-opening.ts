/** How a node of ZeroMQ begins, without encryption. */
import { commandOf } from '../../../src/cluster/zmtp/command.js';
import { commandFlag, frameBytesOf } from '../../../src/cluster/zmtp/frame.js';
import { greetingOf } from '../../../src/cluster/zmtp/greeting.js';
import { metadataBytes } from '../../../src/cluster/zmtp/metadata.js';

/** What a worker of Locust sends before its first message. */
export function openingOf(identity: string, socketType = 'DEALER'): Buffer {
  const ready = commandOf('READY', metadataBytes({ socketType, identity }));
  return Buffer.concat([greetingOf({ mechanism: 'NULL', isServer: false }), frameBytesOf(ready, commandFlag)]);
}
