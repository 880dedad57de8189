/** All user classes have the same conversation: results, received requests and statistics are equal. */
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import type { HttpResponse } from '../../src/http/response/response.js';
import type { StreamedResponse } from '../../src/http/response/streamed-response.js';
import { type RecordedRequest, serveRecording } from '../helpers/servers/recording-server.js';
import { allClients, type OpenSession } from '../helpers/users/http-session.js';
import { type Answer, type Call, conversation, scriptedResponse, type Turn } from './conversations.js';

const seed = Number(process.env.TSLOC_SEED ?? 2026);

it('every user class sends the same requests, and reads and reports the same responses', async () => {
  let turns: readonly Turn[] = [];
  const answerTo = (path: string, method: string, elsewhere: () => string) => {
    const [turn = 0, nth = 0, hop = 0] = path.split(/[/?]/).slice(1).map(Number);
    const answers = turns[turn]?.[nth]?.answers ?? [];
    const answer = answers[hop] as Answer;
    const next = hop + 1 < answers.length ? `${answer.leaves ? elsewhere() : ''}/${turn}/${nth}/${hop + 1}` : null;
    return scriptedResponse(answer, method, next);
  };
  const there = await serveRecording(
    (path, method): ReturnType<typeof scriptedResponse> => answerTo(path, method, () => here.url),
  );
  const here = await serveRecording(
    (path, method): ReturnType<typeof scriptedResponse> => answerTo(path, method, () => there.url),
  );

  const heldBy = async (open: (host: string) => OpenSession) => {
    const { session, samples, errors } = open(here.url);
    const [before, beforeThere] = [here.recorded.length, there.recorded.length];
    const read = [];
    for (const [turn, calls] of turns.entries()) {
      const asking = calls.map((call, nth) => outcome(session, call, `/${turn}/${nth}/0${call.query}`));
      read.push(await Promise.all(asking));
    }
    session.cancel(new Error('The conversation is over.'));
    const texts = errors();
    const reported = samples.map(({ name, requestType, responseLength, url, context }, i) => {
      const error = texts[i] ?? null;
      return { name, requestType, url, context, error, length: isCut(turns, url, error) ? null : responseLength };
    });
    const asked = [...here.recorded.slice(before), ...there.recorded.slice(beforeThere)].map(essence);
    return { read, reported: sorted(reported, ({ url }) => url), asked: sorted(asked, ({ line }) => line) };
  };

  await fc.assert(
    fc.asyncProperty(conversation, async (one) => {
      turns = one;
      const held = [];
      for (const [, open] of allClients) held.push(await heldBy(open));
      for (const other of held) expect(other).toEqual(held[0]);
    }),
    { seed, numRuns: Number(process.env.TSLOC_RUNS ?? 30) },
  );
});

/** The result of a call. */
async function outcome(session: OpenSession['session'], { method, options, reads }: Call, url: string) {
  try {
    if (reads === null) return seen(await session.request(method, url, options()));
    const response = await session.request(method, url, { ...options(), stream: true });
    const body = await start(response, reads);
    return { ...seen(response), body };
  } catch (thrown) {
    return String(thrown);
  }
}

/** The first bytes of a stream; reading all of it leaves nothing behind. */
async function start(response: StreamedResponse, count: number): Promise<string> {
  let text = '';
  for await (const { bytes } of response.chunks()) {
    text += Buffer.from(bytes).toString('latin1');
    if (text.length >= count) break;
  }
  return text.slice(0, count);
}

function seen(response: HttpResponse | StreamedResponse) {
  const { status, statusText, ok, url, history, error, headers, request } = response;
  const isWhole = !('chunks' in response);
  return {
    status,
    statusText,
    ok,
    url,
    history: history.map((one) => [one.status, one.url, [...one.headers]]),
    error: String(error),
    headers: [...headers],
    request: [request.method, request.url, sentHeaders(request.headers)],
    body: isWhole ? Buffer.from((response as HttpResponse).bytes()).toString('latin1') : '',
  };
}

function sentHeaders(headers: Headers): string[][] {
  return [...headers].map(([name, value]) => [name, value.replace(boundary, '=')]);
}

const boundary = /----tsloc-[0-9a-f-]{36}/g;

/**
 * Where clients may differ: in the boundaries of forms, in whether they say that a body is empty where none is expected,
 * and undici puts `host` and `connection` first, in small letters, also if the user has set them.
 */
function essence({ line, headers, body }: RecordedRequest): RecordedRequest {
  const shown = headers.filter((one) => expectsBody.test(line) || !/^content-length: 0$/i.test(one));
  const first = shown.filter((one) => isFirst.test(one)).map((one) => one.toLowerCase());
  const all = [...first.toSorted().reverse(), ...shown.filter((one) => !isFirst.test(one))];
  return { line, headers: all.map((one) => one.replace(boundary, '=')), body: body.replace(boundary, '=') };
}

const isFirst = /^(host|connection):/i;
const expectsBody = /^(POST|PUT|PATCH) /;

/** Of a stream that is not read to its end, as much counts as has come. */
function isCut(turns: readonly Turn[], url: string, error: string | null): boolean {
  if (error?.startsWith('BodyTooLarge')) return true;
  const [turn = 0, nth = 0] = new URL(url).pathname.split('/').slice(1).map(Number);
  const reads = turns[turn]?.[nth]?.reads ?? null;
  return reads !== null && Number.isFinite(reads);
}

/** In an order that does not depend on who was first of those that were asked at once. */
function sorted<T>(items: readonly T[], key: (item: T) => string): T[] {
  return items.toSorted((one, other) => (key(one) < key(other) ? -1 : key(one) > key(other) ? 1 : 0));
}
