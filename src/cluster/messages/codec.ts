/** Messages as bytes: one msgpack value `[type, data, node_id]`, as Locust sends and reads it. */
import { messageOf, TslocError } from '../../util/error.js';
import { decode } from '../msgpack/decoder.js';
import { encode, NotEncodable } from '../msgpack/encoder.js';
import type { ClusterMessage } from './message.js';
import { PackedReport } from './packed-report.js';

/** Its message tells why the bytes are not a message. */
export class MalformedMessage extends Error {}

/**
 * The bytes of a message.
 * @throws {TslocError} `MESSAGE_NOT_SENDABLE` for data that msgpack cannot represent or Locust cannot read
 */
export function encodeMessage({ type, data, nodeId }: ClusterMessage): Buffer {
  try {
    return encode([type, data, nodeId]);
  } catch (error) {
    if (!(error instanceof NotEncodable)) throw error;
    const place = ['data', ...error.path.slice(1)].join('.');
    throw new TslocError(
      'MESSAGE_NOT_SENDABLE',
      `Expected message '${type}' to have null, booleans, finite numbers, text, bytes, Dates, lists, Maps and plain objects, got ${error.message} at ${place}.`,
    );
  }
}

/**
 * The message of these bytes; the data of a report of tsloc is decoded when it is read.
 * @throws {MalformedMessage} for anything but a list of text, any value and text
 */
export function decodeMessage(bytes: Buffer): ClusterMessage {
  const report = PackedReport.read(bytes);
  return report === null ? decodeAny(bytes) : messageOfReport(report);
}

/** The report of a message that {@link decodeMessage} has returned; undefined where only its data can be read. */
export function packedReportOf(message: ClusterMessage): PackedReport | undefined {
  return packedReports.get(message);
}

const packedReports = new WeakMap<ClusterMessage, PackedReport>();

function messageOfReport(report: PackedReport): ClusterMessage {
  const message: ClusterMessage = {
    type: 'stats',
    get data() {
      return report.data;
    },
    nodeId: report.nodeId,
  };
  packedReports.set(message, report);
  return message;
}

function decodeAny(bytes: Buffer): ClusterMessage {
  const value = decodeValue(bytes);
  if (!Array.isArray(value)) throw new MalformedMessage(`Expected [type, data, node_id], got ${kindOf(value)}.`);
  const [type, data, nodeId] = value as unknown[];
  if (value.length !== 3 || typeof type !== 'string' || typeof nodeId !== 'string') {
    const kinds = value.slice(0, 4).map(kindOf).join(', ');
    throw new MalformedMessage(`Expected [type, data, node_id], got a list of ${value.length}: ${kinds}.`);
  }
  return { type, data, nodeId };
}

function decodeValue(bytes: Buffer): unknown {
  try {
    return decode(bytes);
  } catch (error) {
    throw new MalformedMessage(`Expected a message in msgpack, got ${messageOf(error)}.`);
  }
}

function kindOf(value: unknown): string {
  if (value === null) return 'nil';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'a map or bytes' : `a ${typeof value}`;
}
