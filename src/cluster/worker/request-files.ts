/** Asks a master for the files of its test, until it answers. */
import { messageOf, TslocError } from '../../util/error.js';
import { repeat, sleep } from '../../util/loop/clock.js';
import type { WorkerLink } from '../link/link.js';
import { readFilesData, type SharedFiles, toFilesRequest } from '../messages/shared-files.js';
import { readMap } from '../messages/wire-values.js';

/** Locust's. */
const retryMs = 1_000;
const giveUpMs = 300_000;
const maxReasonLength = 1_000;

/** How files are asked for. */
export interface FilesRequest {
  /** Not started; it is closed at the end. */
  readonly link: WorkerLink;
  readonly version: string;
  /** Such as `10.0.0.5:5557`, for messages. */
  readonly address: string;
  /** Called once, if the master does not answer within a second. */
  readonly onWait: () => void;
  /** Called for each new reason for which either end refuses a connection. */
  readonly onRefused: (reason: string) => void;
}

/** @throws {TslocError} `LOCUSTFILE_NOT_FOUND` if the master sends an error, has no such files, or does not answer within 300 s */
export async function requestFiles({ link, version, address, onWait, onRefused }: FilesRequest): Promise<SharedFiles> {
  let isConnected = false;
  let refusal = '';
  let stopAsking = () => {};
  const done = new AbortController();
  // A request that waits for the connection would be answered as often as it was repeated.
  const ask = () => {
    if (isConnected) link.send({ type: 'locustfile', data: toFilesRequest(version), nodeId: link.identity });
  };
  const answered = new Promise<unknown>((resolve) => {
    link.onMessage = ({ type, data }) => type === 'locustfile' && resolve(data);
  });
  link.onConnected = () => {
    isConnected = true;
    ask();
  };
  link.onDisconnected = () => {
    isConnected = false;
  };
  link.onRejected = (reason, isConnectionRefused) => {
    if (isConnectionRefused && reason !== refusal) onRefused(reason);
    if (isConnectionRefused) refusal = reason;
  };
  try {
    await link.start();
    let asked = 0;
    stopAsking = repeat(retryMs, () => {
      if (asked++ === 0) onWait();
      ask();
    });
    const late = sleep(giveUpMs, done.signal).then(() => undefined);
    late.catch(() => {}); // aborted when the answer has come
    const data = await Promise.race([answered, late]);
    if (data === undefined) {
      const why = refusal === '' ? '' : ` The last connection was refused: ${refusal}`;
      throw notFound(`Expected the master at ${address} to send its files, got no answer in 300 s.${why}`);
    }
    return readAnswer(data, address);
  } finally {
    stopAsking();
    done.abort();
    await link.close();
  }
}

function readAnswer(data: unknown, address: string): SharedFiles {
  let files: SharedFiles | null;
  try {
    const { error } = readMap(data, 'locustfile');
    if (typeof error === 'string')
      throw notFound(`The master at ${address} sends no files: ${error.slice(0, maxReasonLength)}`);
    files = readFilesData(data);
  } catch (thrown) {
    if (TslocError.is(thrown) && thrown.code === 'LOCUSTFILE_NOT_FOUND') throw thrown;
    throw notFound(`Expected files from the master at ${address}, but ${messageOf(thrown)}`);
  }
  if (files === null)
    throw notFound(
      `Expected a tsloc master at ${address}, got Python files: it is Locust.`,
      'Start this worker with a file that has user classes of the same names, -f users.ts.',
    );
  return files;
}

function notFound(message: string, hint?: string): TslocError {
  return new TslocError('LOCUSTFILE_NOT_FOUND', message, hint === undefined ? {} : { hint });
}
