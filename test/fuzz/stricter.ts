/** All intended differences from Node's parser: ours refuses more and, except in one case, never accepts more. */
import type { Connection, Outcome } from './outcome.js';

interface Difference {
  readonly name: string;
  /** The message of our parser. */
  readonly ours: RegExp;
  /** A pattern that the bytes must match. */
  readonly evidence: RegExp;
}

const differences: readonly Difference[] = [
  {
    name: 'codings other than chunked are refused; Node reads them to the end of the connection',
    ours: /Transfer-Encoding to be chunked/,
    evidence: /\ntransfer-encoding:/i,
  },
  {
    name: 'chunks in HTTP/1.0 are refused',
    ours: /no Transfer-Encoding in HTTP\/1\.0/,
    evidence: /HTTP\/1\.0/,
  },
  {
    name: 'control characters in the reason are refused',
    ours: /each line of the head to end with CRLF|line feed after each carriage return/,
    evidence: /HTTP\/1\.[01] \d{3}(\r(?!\n)| [^\n]*(\r(?!\n)|[^\t -~\x80-\xff\r\n]))/,
  },
  {
    name: 'empty lines before the status line, versions other than 1.0 and 1.1, and strange spaces in it are refused',
    ours: /HTTP\/1\.0 or HTTP\/1\.1 at the start/,
    evidence: /^[\r\n]|\n[\r\n]+HTTP|HTTP\/(?!1\.[01] [1-9]\d\d[ \r])/,
  },
  {
    name: 'lengths of more than 15 digits are refused',
    ours: /15 digits as Content-Length/,
    evidence: /\ncontent-length:\s*\d{16}/i,
  },
  { name: 'sizes of chunks of more than 13 digits are refused', ours: /13 digits/, evidence: /[\da-f]{14}/i },
  {
    name: 'extensions of chunks without a name, with an empty value or one that is half quoted are refused',
    ours: /valid chunk extensions/,
    evidence: /;[=;\r]|=[;\r]|=[^";\r]+"/,
  },
  {
    name: 'lengths and codings after a body are refused',
    ours: /in the trailers/,
    evidence: /0[^\r]*\r\n(.*\r\n)*(content-length|transfer-encoding):/i,
  },
  { name: 'a change of protocol is refused', ours: /status 101/, evidence: / 101/ },
];

/** Which difference explains the outcomes; null if none does. */
export function meantDifference({ bytes }: Connection, ours: Outcome, theirs: Outcome): string | null {
  const text = bytes.toString('latin1');
  if (ours.kind === 'error') {
    return differences.find((one) => one.ours.test(ours.why) && one.evidence.test(text))?.name ?? null;
  }
  if (theirs.kind === 'error') {
    const saysCloseEarly = /^HTTP\/1\.(0 1|1 1\d\d.*\nconnection:[^\n]*close.*HTTP)/is.test(text);
    const isMeant = theirs.why.startsWith('HPE_CLOSED_CONNECTION') && saysCloseEarly && !ours.keepsAlive;
    return isMeant ? 'an answer after an informational one that says close is taken, and the connection closed' : null;
  }
  const isSameMessage =
    JSON.stringify({ ...ours, keepsAlive: true }) === JSON.stringify({ ...theirs, keepsAlive: true });
  const saysClose = /connection:[^\n]*close/i.test(text);
  return isSameMessage && !ours.keepsAlive && saysClose
    ? 'a connection that says close among other words is closed'
    : null;
}
