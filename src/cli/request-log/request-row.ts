/** One request as a line of a request log: Locust's CSV columns, JMeter's JTL columns, or JSON. Pure. */
import type { StreamedResponse } from '../../http/response/streamed-response.js';
import type { Phases } from '../../http/timing/phases.js';
import { quoteCell, textCell } from '../../report/csv/csv-text.js';
import type { Sample } from '../../stats/sample.js';
import { messageWithCode } from '../../util/error.js';

/** How a log is written: a header line, and a line for each request, both without a line ending. */
export interface RowFormat {
  readonly header: string | null;
  /** `safe`: put `'` before cells that a spreadsheet would take for a formula. */
  readonly row: (sample: Sample, users: number, safe?: boolean) => string;
}

/** The formats, by the ending of the file's name. */
export const rowFormats: Readonly<Record<string, RowFormat>> = {
  /** Those of Locust's CsvRequestLogger, then two that analysis scripts look for. */
  csv: {
    header: 'timestamp,request_type,name,response_time_ms,response_length,status_code,exception,Response Time,Failure',
    row: (sample, _users, safe = false) => {
      const ms = sample.responseTime === null ? '' : sample.responseTime.toFixed(2);
      const [type, name, failure] = [sample.requestType, sample.name, failureOf(sample)].map((text) =>
        textCell(text, { safe }),
      );
      const { startTime, responseLength } = sample;
      return [startTime.toFixed(6), type, name, ms, responseLength, statusOf(sample), failure, ms, failure].join(',');
    },
  },
  /** 0 where JMeter would have a value that is not measured: bytes sent, and times without `phases`. */
  jtl: {
    header:
      'timeStamp,elapsed,label,responseCode,responseMessage,threadName,dataType,success,failureMessage,bytes,sentBytes,grpThreads,allThreads,URL,Latency,IdleTime,Connect',
    row: (sample, users) => {
      const { startTime, responseTime, name, requestType, response, responseLength, url } = sample;
      const elapsed = Math.round(responseTime ?? 0);
      const { statusText = '', firstByteTime, phases } = Object(response) as Partial<StreamedResponse>;
      const { latency = firstByteTime ?? 0, connect = 0 } = phases ? timesOf(phases) : {};
      return [
        ...[Math.round(startTime * 1000), elapsed, name, statusOf(sample), statusText, requestType, 'text'],
        ...[sample.exception === null, failureOf(sample), responseLength, 0, users, users, url],
        ...[Math.round(latency), 0, Math.round(connect)],
      ]
        .map((cell) => quoteCell(String(cell)))
        .join(',');
    },
  },
  jsonl: {
    header: null,
    row: (sample) =>
      JSON.stringify({
        timestamp: sample.startTime,
        request_type: sample.requestType,
        name: sample.name,
        response_time_ms: sample.responseTime,
        response_length: sample.responseLength,
        status_code: statusOf(sample),
        exception: failureOf(sample) || null,
        url: sample.url,
      }),
  },
};

/** As in JMeter, ms: from the start to the first byte, and to a connection, TLS included. */
function timesOf({ queue, dns, connect, tls, firstByte }: Phases): { latency: number; connect: number } {
  const opening = (dns ?? 0) + (connect ?? 0) + (tls ?? 0);
  return { latency: firstByte === null ? 0 : queue + opening + firstByte, connect: opening };
}

/** 0 without a response. */
function statusOf({ response }: Sample): number {
  const { status } = Object(response) as { status?: unknown };
  return typeof status === 'number' ? status : 0;
}

function failureOf({ exception }: Sample): string {
  return exception === null ? '' : messageWithCode(exception);
}
