/** Converts a response to the web's Response. */
import type { HttpResponse } from '../response/response.js';

/** The web's Response with this body, with `url` and `redirected` set. */
export function webResponse(from: HttpResponse, content: Uint8Array | ReadableStream | null): Response {
  const { status, statusText, headers, url } = from;
  const body = hasNoBody(status) ? null : content;
  // The constructor refuses other statuses; they are set afterwards.
  const isUsual = status >= 200 && status <= 599;
  const response = new Response(body, { status: isUsual ? status : 200, statusText, headers });
  const properties = { url, redirected: from.history.length > 0, ...(!isUsual && { status, ok: false }) };
  return withProperties(response, properties);
}

function hasNoBody(status: number): boolean {
  return status === 204 || status === 205 || status === 304;
}

/** Sets read-only properties that only the web's own `fetch` could set. */
function withProperties(response: Response, properties: Readonly<Record<string, unknown>>): Response {
  const clone = () => withProperties(Response.prototype.clone.call(response), properties);
  for (const [name, value] of Object.entries({ ...properties, clone }))
    Object.defineProperty(response, name, { value });
  return response;
}
