/** The lines that `--trace` prints for a request: head and body of request and response, without secrets. */
import { failureText } from '../stats/failures.js';
import { recordedBodiesOf } from '../stats/recorded-bodies.js';
import type { Sample } from '../stats/sample.js';
import { maskHeader, maskText } from '../util/secrets/mask-secrets.js';
import { formatFixed } from '../util/text/format.js';

/** Characters of a body that are printed. */
export const shownCharacters = 1_000;
/** Bytes of a body that are decoded: secrets are masked before the text is truncated. */
const decodedBytes = 16 * 1024;

/**
 * `> GET http://127.0.0.1:8000/files (as /files)` and `< 200 OK, 12.3 ms, 512 bytes`, each with its headers below it, as
 * `>   accept: text/html`, and its body, as `> {"user":"ann"}`. Credentials, cookies and other secrets are `***`.
 */
export function traceLines(sample: Sample): string[] {
  const { requestType, url, name, responseTime, responseLength, exception, response } = sample;
  const target = url === '' ? name : url.endsWith(name) ? url : `${url} (as ${name})`;
  const time = responseTime === null ? 'untimed' : `${formatFixed(responseTime, 1)} ms`;
  const verdict = exception === null ? [] : [maskText(failureText(exception))];
  const answer = [...statusOf(response), time, `${responseLength} bytes`, ...verdict].join(', ');
  const { headers, request } = Object(response) as { headers?: unknown; request?: unknown };
  const sentHeaders = (Object(request) as { headers?: unknown }).headers;
  const bodies = recordedBodiesOf(response);
  return [
    oneLine(`> ${requestType} ${maskText(target)}`),
    ...headerLines('>', sentHeaders),
    ...bodyLines('>', bodies?.sent ?? '', sentHeaders),
    oneLine(`< ${answer}`),
    ...headerLines('<', headers),
    ...(bodies?.received === null ? ['<', '< (read as a stream)'] : bodyLines('<', bodies?.received ?? '', headers)),
  ];
}

function oneLine(text: string): string {
  return text.replaceAll('\n', ' ');
}

/** Empty unless `headers` is a `Headers` object: clients of other protocols may use that name for something else. */
function headerLines(mark: string, headers: unknown): string[] {
  if (!(headers instanceof Headers)) return [];
  return [...headers].map(([name, value]) => `${mark}   ${name}: ${maskHeader(name, value)}`);
}

/** An empty line and the beginning of the body; nothing of an empty body. */
function bodyLines(mark: string, body: string | Uint8Array, headers: unknown): string[] {
  if (body.length === 0) return [];
  const type = headers instanceof Headers ? headers.get('content-type') : null;
  const text = typeof body === 'string' ? body.slice(0, decodedBytes) : decodeBeginning(body, type);
  if (text === null) return [mark, `${mark} (${body.length} bytes${type === null ? '' : ` of ${type}`})`];
  const masked = maskText(text);
  const isCut = masked.length > shownCharacters || body.length > decodedBytes;
  const shown = masked.slice(0, shownCharacters).trimEnd().split(/\r?\n/);
  const unit = typeof body === 'string' ? 'characters' : 'bytes';
  const rest = isCut ? [`${mark} … (${body.length} ${unit} in all)`] : [];
  return [mark, ...shown.map((line) => `${mark} ${line}`.trimEnd()), ...rest];
}

/** Null for bytes that are no text in the charset of the content type, by default UTF-8. */
function decodeBeginning(body: Uint8Array, type: string | null): string | null {
  const charset = /;\s*charset\s*=\s*["']?([\w-]+)/i.exec(type ?? '')?.[1] ?? 'utf-8';
  try {
    const text = new TextDecoder(charset, { fatal: true }).decode(body.subarray(0, decodedBytes), {
      stream: body.length > decodedBytes, // the last character may be cut in two
    });
    return text.includes('\0') ? null : text;
  } catch {
    return null;
  }
}

function statusOf(response: unknown): string[] {
  const { status, statusText = '' } = Object(response) as { status?: unknown; statusText?: unknown };
  return typeof status === 'number' && status > 0 ? [`${status} ${statusText}`.trim()] : [];
}
