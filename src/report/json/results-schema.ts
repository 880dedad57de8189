/** The JSON schema of `_metrics.json`. Written to docs/schemas by the tests; not loaded at run time. */

const number = { type: 'number' };
const count = { type: 'integer', minimum: 0 };
const text = { type: 'string' };

const entry = object({
  ...{ method: text, name: text, requests: count, failures: count },
  success_rate: { type: 'number', minimum: 0, maximum: 1 },
  requests_per_second: number,
  response_time: object({
    ...{ average: number, min: number, max: number, median: number },
    percentiles: { type: 'object', additionalProperties: number, description: 'By label, such as 95%.' },
  }),
  average_content_length: number,
  outcomes: object({
    ...{ '2xx': count, '3xx': count, '4xx': count, '5xx': count, '429': count },
    ...{ timeouts: count, connection_errors: count },
  }),
});

const target = object({
  ...{ target: text, title: text, line: text, operator: text },
  level: { enum: ['target', 'threshold'] },
  state: { enum: ['pending', 'met', 'missed'] },
  value: { type: ['number', 'null'] },
  bound: number,
  unit: { enum: ['ms', 'share', 'bytes', 'per second', 'number'] },
  note: { type: ['string', 'null'] },
});

/** Version 1: `docs/schemas/metrics-1.json`. A later version may add keys. */
export function resultsSchema(): object {
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Results of a run of tsloc, version 1',
    description: 'Times in ms, moments in epoch seconds, shares from 0 to 1.',
    ...object({
      version: { const: 1 },
      scenario: { type: ['string', 'null'] },
      exit_code: count,
      ...{ started_at: number, ended_at: number, duration_seconds: number },
      peak_users: { type: ['number', 'null'] },
      requests_in_flight: {
        ...count,
        description: 'Requests that were pending when the run ended; no other number includes them.',
      },
      total: entry,
      entries: { type: 'array', items: entry },
      failures: { type: 'array', items: object({ method: text, name: text, error: text, occurrences: count }) },
      exceptions: { type: 'array', items: object({ count, message: text }) },
      metrics: { type: 'array', items: { type: 'object', required: ['kind', 'name', 'count'] } },
      targets: { type: 'array', items: target },
    }),
  };
}

/** All properties are there; others may be added. */
function object(properties: Readonly<Record<string, object>>): object {
  return { type: 'object', required: Object.keys(properties), properties };
}
