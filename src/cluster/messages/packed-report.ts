/**
 * The report of a tsloc worker, read from its bytes at once: the objects of a message in between would take a master of many
 * workers most of its time. Reports of any other form are read by stats-report.ts.
 */
import type { EntryDelta } from '../../stats/delta.js';
import { decode, NotDecodable } from '../msgpack/decoder.js';
import { encode } from '../msgpack/encoder.js';
import { TypedReader } from '../msgpack/typed-reader.js';
import { completeEntry, type OpenEntry, readOpenEntry } from './packed-entry.js';
import type { ReportMark } from './tsloc-part.js';
import { maxTextLength } from './wire-values.js';

/** What a report holds. `unknown` are values of its message, as they are: there are few of them. */
export interface PackedParts extends ReportMark {
  readonly total: EntryDelta;
  readonly entries: readonly EntryDelta[];
  readonly groups: readonly EntryDelta[];
  readonly errors: unknown;
  readonly userCounts: unknown;
  readonly metrics: unknown;
  readonly exceptions: unknown;
}

/** The data of a `stats` message. */
export class PackedReport {
  readonly parts: PackedParts;
  readonly nodeId: string;
  readonly #bytes: Buffer;
  #data: unknown;

  private constructor(bytes: Buffer, parts: PackedParts, nodeId: string) {
    this.#bytes = bytes;
    this.parts = parts;
    this.nodeId = nodeId;
  }

  /** null for messages of any other type or form, and for bytes that are not a message. They are kept. */
  static read(bytes: Buffer): PackedReport | null {
    if (!begins(bytes)) return null;
    try {
      const reader = new TypedReader(bytes);
      expectSize(reader.list(), 3);
      reader.expect(keys.type);
      const parts = readParts(reader);
      const nodeId = reader.shortText(maxTextLength);
      reader.expectEnd();
      return new PackedReport(bytes, parts, nodeId);
    } catch (error) {
      if (error instanceof NotDecodable) return null;
      throw error;
    }
  }

  /** All of it as the value that other messages have. */
  get data(): unknown {
    this.#data ??= (decode(this.#bytes) as unknown[])[1];
    return this.#data;
  }
}

const keys = {
  type: encode('stats'),
  stats: encode('stats'),
  total: encode('stats_total'),
  errors: encode('errors'),
  userCounts: encode('user_classes_count'),
  userCount: encode('user_count'),
  tsloc: encode('tsloc'),
  number: encode('number'),
  first: encode('first'),
  epoch: encode('epoch'),
  rows: encode('rows'),
  groups: encode('groups'),
  metrics: encode('metrics'),
  exceptions: encode('exceptions'),
};

/** A list of three, `stats` and a map of six: reports of Locust have five keys, and are not read twice. */
const beginning = Buffer.concat([Buffer.from([0x93]), keys.type, Buffer.from([0x86])]);

function begins(bytes: Buffer): boolean {
  return bytes.length > beginning.length && beginning.compare(bytes, 0, beginning.length) === 0;
}

/** As toStatsReport writes them. */
function readParts(reader: TypedReader): PackedParts {
  expectSize(reader.map(), 6);
  const open = listAfter(reader, keys.stats, readOpenEntry);
  reader.expect(keys.total);
  const openTotal = readOpenEntry(reader);
  const errors = valueAfter(reader, keys.errors);
  const userCounts = valueAfter(reader, keys.userCounts);
  countAfter(reader, keys.userCount);
  reader.expect(keys.tsloc);
  return { errors, userCounts, ...readTslocPart(reader, openTotal, open) };
}

/** As toTslocPart writes it. */
function readTslocPart(reader: TypedReader, openTotal: OpenEntry, open: readonly OpenEntry[]) {
  expectSize(reader.map(), 7);
  const number = countAfter(reader, keys.number);
  const first = countAfter(reader, keys.first);
  const epoch = countAfter(reader, keys.epoch);
  reader.expect(keys.rows);
  expectSize(reader.list(), open.length + 1);
  const total = { ...completeEntry(reader, openTotal), name: 'Aggregated', method: '' };
  const entries = open.map((one) => completeEntry(reader, one));
  const groups = listAfter(reader, keys.groups, readGroup);
  const metrics = valueAfter(reader, keys.metrics);
  const exceptions = valueAfter(reader, keys.exceptions);
  return { number, first, epoch, total, entries, groups, metrics, exceptions };
}

function readGroup(reader: TypedReader): EntryDelta {
  expectSize(reader.list(), 2);
  return completeEntry(reader, readOpenEntry(reader));
}

function listAfter<T>(reader: TypedReader, key: Buffer, read: (reader: TypedReader) => T): T[] {
  reader.expect(key);
  const values: T[] = [];
  for (let rest = reader.list(); rest > 0; rest--) values.push(read(reader));
  return values;
}

function valueAfter(reader: TypedReader, key: Buffer): unknown {
  reader.expect(key);
  return reader.read();
}

function countAfter(reader: TypedReader, key: Buffer): number {
  reader.expect(key);
  return reader.count();
}

function expectSize(size: number, expected: number): void {
  if (size !== expected) throw new NotDecodable('a report of another form');
}
