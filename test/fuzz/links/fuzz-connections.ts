/**
 * A worker's and a master's end of ZMTP, joined by a network that breaks some bytes. Whatever happens, no code fails, and with
 * CURVE no message arrives that was not sent: neither changed, nor twice, nor in another order.
 */
import { encodeMessage } from '../../../src/cluster/messages/codec.js';
import { ZmtpConnection } from '../../../src/cluster/zmtp/connection.js';
import { ByteBudget, defaultLimits } from '../../../src/cluster/zmtp/limits.js';
import type { Mechanism } from '../../../src/cluster/zmtp/mechanism.js';
import { NullMechanism } from '../../../src/cluster/zmtp/null-mechanism.js';
import { createClient, createServer } from '../../helpers/cluster/curve.js';
import { Dice } from '../dice.js';
import { type MemorySocket, socketPair } from './memory-socket.js';
import { breakBytes, makeMessage } from './messages.js';

export interface ConnectionTally {
  /** Messages that arrived. */
  delivered: number;
  /** Connections that one end refused. */
  refused: number;
}

/** @throws {Error} if anything but a rejection follows from broken bytes */
export function fuzzConnections(seed: number, runs: number): ConnectionTally {
  const tally = { delivered: 0, refused: 0 };
  for (let run = 0; run < runs; run++) {
    try {
      converse(new Dice(seed * 1_000_003 + run), tally);
    } catch (error) {
      throw new Error(`Expected no failure with seed ${seed}, run ${run}.`, { cause: error });
    }
  }
  return tally;
}

function converse(dice: Dice, tally: ConnectionTally): void {
  const isCurve = dice.chance(0.3);
  const share = dice.pick([0.02, 0.1, 0.5]); // of what is written
  const pass = (bytes: Buffer) => (dice.chance(share) ? breakBytes(bytes, dice) : bytes);
  const [workerSocket, masterSocket] = socketPair(pass, pass);
  const budget = new ByteBudget(1_000_000);
  const worker = new End(workerSocket, isCurve ? createClient() : nullEnd('DEALER', 'host_1'), budget);
  const master = new End(masterSocket, isCurve ? createServer() : nullEnd('ROUTER', ''), budget);
  for (let round = 0; round < 20; round++) {
    const [from, to] = dice.chance(0.5) ? [worker, master] : [master, worker];
    if (from.isReady && dice.chance(0.5)) from.send(encodeMessage(makeMessage(dice)));
    else while (to.socket.hear(dice.pick([1, 7, 64, 10_000])));
  }
  for (const end of [worker, master]) end.socket.destroy();
  if (budget.used !== 0) throw new Error(`Expected no bytes kept, got ${budget.used}.`);
  if (isCurve)
    for (const [from, to] of [
      [worker, master],
      [master, worker],
    ] as const)
      checkSent(from.sent, to.heard);
  tally.delivered += worker.heard.length + master.heard.length;
  tally.refused += Number(worker.isRefused || master.isRefused);
}

class End {
  readonly socket: MemorySocket;
  readonly sent: Buffer[] = [];
  readonly heard: Buffer[] = [];
  isReady = false;
  isRefused = false;
  readonly #connection: ZmtpConnection;

  constructor(socket: MemorySocket, mechanism: Mechanism, budget: ByteBudget) {
    this.socket = socket;
    this.#connection = new ZmtpConnection(socket.asSocket(), mechanism, defaultLimits, budget, {
      onReady: () => {
        this.isReady = true;
      },
      onMessage: (payload) => {
        if (!this.isReady) throw new Error('Expected no message before the handshake.');
        this.heard.push(Buffer.from(payload));
      },
      onDrain: () => {},
      onClose: (reason) => {
        this.isRefused = reason !== null;
        this.isReady = false;
      },
    });
  }

  send(payload: Buffer): void {
    this.sent.push(payload);
    this.#connection.send(payload, () => {});
  }
}

function nullEnd(socketType: string, identity: string): NullMechanism {
  return new NullMechanism({ socketType, identity });
}

/** What was heard is a part of what was sent, in order: the network may lose whole frames. */
function checkSent(sent: readonly Buffer[], heard: readonly Buffer[]): void {
  let at = 0;
  for (const message of heard) {
    while (at < sent.length && !message.equals(sent[at] as Buffer)) at++;
    if (at === sent.length) throw new Error(`Expected messages that were sent, got ${message.toString('hex')}.`);
    at++;
  }
}
