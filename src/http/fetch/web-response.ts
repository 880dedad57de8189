/** A response as the web has it. */
import type { HttpResponse } from '../response/response.js';

/** The same response with this body, to be read once; `url` and `redirected` say where it came from. */
export function webResponse(from: HttpResponse, content: Uint8Array | ReadableStream | null): Response {
  const { status, statusText, headers, url } = from;
  const body = hasNoBody(status) ? null : content;
  // A status that the web knows no response for is put in its place afterwards.
  const isUsual = status >= 200 && status <= 599;
  const response = new Response(body, { status: isUsual ? status : 200, statusText, headers });
  const facts = { url, redirected: from.history.length > 0, ...(!isUsual && { status, ok: false }) };
  return withFacts(response, facts);
}

function hasNoBody(status: number): boolean {
  return status === 204 || status === 205 || status === 304;
}

/** Only a real `fetch` could set these. */
function withFacts(response: Response, facts: Readonly<Record<string, unknown>>): Response {
  const clone = () => withFacts(Response.prototype.clone.call(response), facts);
  for (const [name, value] of Object.entries({ ...facts, clone })) Object.defineProperty(response, name, { value });
  return response;
}
