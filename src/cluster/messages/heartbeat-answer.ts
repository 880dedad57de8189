/** The answer of a master to a `heartbeat`: a tsloc master tells a tsloc worker what has arrived, and which epoch it is. */
import { readCount, readOptionalMap, type WireMap } from './wire-values.js';

/** Numbers of the master: of the test and its latest reset of the statistics, and of the start of the test. */
export interface Epochs {
  readonly epoch: number;
  readonly testEpoch: number;
}

/** What a tsloc master answers to a heartbeat of a tsloc worker; absent keys are those of an earlier version. */
export interface HeartbeatAnswer {
  /** Every report up to this number has arrived; undefined from a master that is not tsloc. */
  readonly received?: number;
  readonly epochs?: Epochs;
}

export function toHeartbeatAnswer({ received, epochs }: Required<HeartbeatAnswer>): WireMap {
  return { received, ...epochs };
}

/** @throws {TslocError} `BAD_MESSAGE` */
export function readHeartbeatAnswer(data: unknown): HeartbeatAnswer {
  const { received, epoch, testEpoch } = readOptionalMap(data, 'heartbeat');
  return {
    ...(received === undefined ? {} : { received: readCount(received, 'received') }),
    ...(epoch === undefined || testEpoch === undefined
      ? {}
      : { epochs: { epoch: readCount(epoch, 'epoch'), testEpoch: readCount(testEpoch, 'testEpoch') } }),
  };
}
