/** Random conversations of a user with well-behaved servers: requests and responses. */
import { Readable } from 'node:stream';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import * as fc from 'fast-check';
import type { RequestOptions } from '../../src/http/request/request-options.js';
import type { ScriptedResponse } from '../helpers/servers/recording-server.js';

/** A call of a client. */
export interface Call {
  readonly method: string;
  readonly query: string;
  /** Created for each client: bodies may be consumed. */
  readonly options: () => RequestOptions;
  /** For a streamed response: the number of bytes that are read. */
  readonly reads: number | null;
  /** Of the request, and of each redirect that follows. */
  readonly answers: readonly Answer[];
}

/** One call, or several at once. */
export type Turn = readonly Call[];

export interface Answer {
  readonly status: number;
  readonly redirect: number;
  /** True leads a redirect to another origin. */
  readonly leaves: boolean;
  readonly version: string;
  readonly headers: readonly string[];
  readonly cookies: readonly string[];
  readonly body: Buffer;
  readonly coding: keyof typeof codings;
  readonly framing: 'length' | 'chunks' | 'chunks and trailers' | 'end';
  readonly informs: boolean;
  readonly closes: boolean;
  readonly pieceBytes: number;
}

const codings = { '': (bytes: Buffer) => bytes, gzip: gzipSync, br: brotliCompressSync, deflate: deflateSync };

const text = fc.oneof(fc.constantFrom('', 'a', 'naïve', '日本', 'a b&c=d+e%20', '"\r\n'), fc.string({ maxLength: 40 }));
const bytes = fc.oneof(
  fc.uint8Array({ maxLength: 100 }),
  fc.integer({ min: 0, max: 90_000 }).map((length) => new Uint8Array(length).fill(0x61)),
);
// undici sends an empty body with a length of 0, tsloc as no chunks.
const pieces = fc
  .array(fc.oneof(text, bytes), { maxLength: 4 })
  .map((list) => [...list.filter(({ length }) => length > 0), 'end']);
const fields = fc.dictionary(
  fc.constantFrom('a', 'b c', 'ü'),
  fc.oneof(text, fc.array(text, { maxLength: 2 }), fc.integer()),
);

const bodies: fc.Arbitrary<() => RequestOptions> = fc.oneof(
  fc.constant(() => ({})),
  fc.jsonValue().map((json) => () => ({ json })),
  fields.map((form) => () => ({ form })),
  text.map((body) => () => ({ body })),
  bytes.map((body) => () => ({ body })),
  pieces.map((list) => () => ({ body: list })),
  pieces.map((list) => () => ({ body: Readable.from(list) })),
  bytes.map((part) => () => ({ body: new Blob([part]) })),
  fc.tuple(fields, bytes).map(([form, part]) => () => ({ multipart: { ...form, file: new Blob([part]) } })),
  pieces.map((list) => () => ({ multipart: { log: { stream: Readable.from(list) } } })),
);

const headerValue = fc.constantFrom('', 'x', 'a, b', 'naïve', ' padded ');
const requestHeaders = fc
  .tuple(
    fc.dictionary(
      fc.constantFrom(
        'X-One',
        'x-oNe',
        'Accept',
        'Content-Type',
        'User-Agent',
        'Cookie',
        'TE',
        'Accept-Encoding',
        'Authorization',
      ),
      fc.oneof(headerValue, fc.constant(null), fc.array(headerValue, { maxLength: 3 })),
      { maxKeys: 4 },
    ),
    // undici refuses other values.
    fc.constantFrom({}, {}, { Connection: 'close' }, { connection: 'keep-alive' }, { Host: 'example.test' }),
  )
  .map((parts) => Object.assign({}, ...parts));

const settings: fc.Arbitrary<RequestOptions> = fc.record(
  {
    params: fc.dictionary(
      fc.constantFrom('q', 'ü', 'a b'),
      fc.oneof(text, fc.integer(), fc.array(text, { maxLength: 2 })),
    ),
    name: fc.constantFrom('named', 'other'),
    headers: requestHeaders,
    allowRedirects: fc.boolean(),
    maxRedirects: fc.integer({ min: 0, max: 3 }),
    timeout: fc.constantFrom(60, { total: 60 }, { connect: 60, headers: 60, body: 60 }),
    phases: fc.boolean(),
    auth: fc.constantFrom(['ann', 'sécret'] as const, { bearer: 'token' }),
    context: fc.constant({ who: 'ann' }),
    maxBodyBytes: fc.constantFrom(10, 1e6),
  },
  { requiredKeys: [] },
);

const answer: fc.Arbitrary<Answer> = fc.record({
  status: fc.constantFrom(200, 200, 200, 201, 204, 304, 404, 500, 503, 299, 599),
  redirect: fc.constantFrom(301, 302, 303, 307, 308),
  leaves: fc.boolean(),
  version: fc.constantFrom('1.1', '1.1', '1.1', '1.0'),
  headers: fc.array(
    fc.constantFrom(
      'X-A: 1',
      'x-a:2',
      'X-B:  padded\t',
      'X-C:',
      'X-D: na\xefve',
      'Content-Type: text/html; charset=latin1',
    ),
  ),
  cookies: fc.array(fc.constantFrom('a=1', 'b=2; Path=/', 'a=; Max-Age=0', 'c=3; HttpOnly', 'bad', 's=1; Secure'), {
    maxLength: 3,
  }),
  body: bytes.map((body) => Buffer.from(body)),
  coding: fc.constantFrom('', '', 'gzip', 'br', 'deflate'),
  framing: fc.constantFrom('length', 'length', 'chunks', 'chunks and trailers', 'end'),
  informs: fc.boolean(),
  closes: fc.boolean(),
  pieceBytes: fc.constantFrom(7, 1_000, 40_000, 1e9),
});

const call: fc.Arbitrary<Call> = fc.record({
  method: fc.constantFrom('GET', 'GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', 'PROPFIND'),
  query: fc.constantFrom('', '?a=1', '?ü=ß&x', '#part'),
  options: fc.tuple(settings, bodies).map(
    ([set, body]) =>
      () =>
        ({ ...set, ...body() }) as RequestOptions,
  ),
  reads: fc.oneof({ weight: 3, arbitrary: fc.constant(null) }, fc.constantFrom(0, 1, 5_000, Number.POSITIVE_INFINITY)),
  answers: fc.array(answer, { minLength: 1, maxLength: 3 }),
});

/** A few turns; most of them have one call. */
export const conversation: fc.Arbitrary<readonly Turn[]> = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: call.map((one) => [one]) },
    fc.array(call, { minLength: 2, maxLength: 3 }).map((calls) => calls.map(withoutCookies)),
  ),
  { minLength: 1, maxLength: 5 },
);

/** The order of concurrent responses is random, and would affect later requests. */
function withoutCookies(one: Call): Call {
  return { ...one, answers: one.answers.map((each) => ({ ...each, cookies: [] })) };
}

/** The response of a server; `next` is the target of its redirect, or null. */
export function scriptedResponse(answer: Answer, method: string, next: string | null): ScriptedResponse {
  const status = next === null ? answer.status : answer.redirect;
  const isBare = method === 'HEAD' || status === 204 || status === 304;
  const isOld = answer.version === '1.0';
  const framing = isOld && answer.framing.startsWith('chunks') ? 'end' : answer.framing;
  const body = codings[answer.coding](answer.body);
  const reason = answer.pieceBytes > 7 ? 'Words' : ''; // of a header in several packets, undici keeps the last
  const lines = [
    `HTTP/${answer.version} ${status} ${reason}`,
    ...answer.headers,
    ...answer.cookies.map((one) => `Set-Cookie: ${one}`),
  ];
  if (next !== null) lines.push(`Location: ${next}`);
  if (answer.coding !== '') lines.push(`Content-Encoding: ${answer.coding}`);
  if (framing === 'length') lines.push(`Content-Length: ${body.length}`);
  if (framing.startsWith('chunks')) lines.push('Transfer-Encoding: chunked');
  if (answer.closes) lines.push('Connection: close');
  const information = answer.informs && !isOld ? 'HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n' : '';
  const head = Buffer.from(`${information}${lines.join('\r\n')}\r\n\r\n`, 'latin1');
  const all = isBare ? head : Buffer.concat([head, framed(body, framing)]);
  return { pieces: split(all, answer.pieceBytes), closes: answer.closes || isOld || (framing === 'end' && !isBare) };
}

function framed(body: Buffer, framing: Answer['framing']): Buffer {
  if (!framing.startsWith('chunks')) return body;
  const chunks = split(body, 999).filter(({ length }) => length > 0);
  const parts = chunks.flatMap((chunk) => [
    Buffer.from(`${chunk.length.toString(16)};x="y"\r\n`),
    chunk,
    Buffer.from('\r\n'),
  ]);
  const trailers = framing === 'chunks' ? '' : 'X-Sum: 1\r\nX-B: 2\r\n';
  return Buffer.concat([...parts, Buffer.from(`0\r\n${trailers}\r\n`)]);
}

/** At most 50 pieces of `size`, then the rest in one. */
function split(bytes: Buffer, size: number): Buffer[] {
  const parts: Buffer[] = [];
  let at = 0;
  for (; at + size < bytes.length && parts.length < 50; at += size) parts.push(bytes.subarray(at, at + size));
  return [...parts, bytes.subarray(at)];
}
