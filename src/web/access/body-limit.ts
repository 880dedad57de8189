/** Refuses requests with a large body before anything of it is parsed. */
import type { Context, MiddlewareHandler } from 'hono';

/**
 * Answers 413 to more than `maxBytes`. Hono's own middleware fails for requests of the server that announce no length:
 * those without a body, such as `curl -X POST`, and chunked ones.
 */
export function bodyLimit(maxBytes: number): MiddlewareHandler {
  return async (context, next) => {
    const length = context.req.header('content-length');
    if (length !== undefined) return Number(length) > maxBytes ? tooLarge(context, maxBytes) : next();
    if (context.req.header('transfer-encoding') === undefined) return next(); // without a body
    const { url, method, headers, body } = context.req.raw;
    const bytes = await readAtMost(body, maxBytes);
    if (bytes === null) return tooLarge(context, maxBytes);
    context.req.raw = new Request(url, { method, headers, ...(bytes.length === 0 ? {} : { body: bytes }) });
    return next();
  };
}

function tooLarge(context: Context, maxBytes: number): Response {
  return context.text(`The body is over ${maxBytes / 1_000_000} MB.`, 413);
}

/** null if there is more. */
async function readAtMost(body: ReadableStream<Uint8Array> | null, maxBytes: number): Promise<Buffer | null> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body ?? []) {
    size += chunk.length;
    if (size > maxBytes) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
