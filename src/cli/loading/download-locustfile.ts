/** Locustfiles at http(s) URLs: saved in a temporary folder that is removed when the process exits. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { messageOf, TslocError } from '../../util/error.js';
import { removeAllCredentials, removeUserinfo } from '../../util/secrets/secrets.js';
import { percentDecode } from '../../util/text/percent-decode.js';

/** Longest download, ms. */
const timeoutMs = 30_000;

/** The path of the downloaded file. @throws {TslocError} `LOCUSTFILE_NOT_FOUND` if the URL gives no script */
export async function downloadLocustfile(url: string): Promise<string> {
  const text = await download(url);
  const name = basename(new URL(url).pathname);
  const folder = mkdtempSync(join(tmpdir(), 'tsloc-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, /\.(ts|mts|js|mjs|cjs)$/.test(name) ? name : 'locustfile.ts');
  writeFileSync(path, text);
  return path;
}

async function download(url: string): Promise<string> {
  if (!URL.canParse(url)) throw notFound(url, 'it is not a valid URL');
  const { ok, status, statusText, text } = await request(url).catch((cause: unknown) => {
    const reason = cause instanceof Error && cause.cause !== undefined ? messageOf(cause.cause) : messageOf(cause);
    throw notFound(url, reason, cause);
  });
  if (!ok) throw notFound(url, `the answer is ${status} ${statusText}`.trim());
  if (/^\s*<(!doctype|html)/i.test(text)) throw notFound(url, 'it is an HTML page; link to the raw file');
  return text;
}

/** Rejects if there is no complete answer. */
async function request(url: string): Promise<Pick<Response, 'ok' | 'status' | 'statusText'> & { text: string }> {
  const { username, password } = new URL(url);
  const basic = Buffer.from(`${percentDecode(username)}:${percentDecode(password)}`).toString('base64');
  const headers = username === '' && password === '' ? {} : { authorization: `Basic ${basic}` };
  const response = await fetch(removeUserinfo(url), { headers, signal: AbortSignal.timeout(timeoutMs) });
  const { ok, status, statusText } = response;
  return { ok, status, statusText, text: ok ? await response.text() : '' };
}

function notFound(url: string, reason: string, cause?: unknown): TslocError {
  return new TslocError('LOCUSTFILE_NOT_FOUND', `Expected a file at ${removeAllCredentials(url)}, but ${reason}.`, {
    cause,
  });
}
