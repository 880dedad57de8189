/** A response that breaks the rules of HTTP/1.1, or that no user of a load test could mean. */

/** What is wrong with it. Never says more of the bytes than their place: thousands of failures have to make one row. */
export class ParseError extends Error {
  override readonly name = 'HTTPParseError';
}

/** An answer that does not begin as HTTP does; `data` is how it begins. */
export class NotHttpError extends ParseError {
  readonly data: string;

  constructor(bytes: Buffer) {
    super('Expected HTTP/1.0 or HTTP/1.1 at the start of a response.');
    this.data = bytes.toString('latin1', 0, 200);
  }
}

/** A chunk that begins with something else than its size; `data` is its first line, as far as it has come. */
export class ChunkSizeError extends ParseError {
  readonly data: string;

  constructor(line: Buffer) {
    super('Expected a chunk size in hexadecimal digits.');
    this.data = line.toString('latin1', 0, 200);
  }
}

/** A head that has outgrown its limit of `bytes`. Its `code` is undici's: such failures have one name, whatever the wire. */
export class HeadTooLongError extends ParseError {
  readonly code = 'UND_ERR_HEADERS_OVERFLOW';

  constructor(bytes: number) {
    super(`Expected a head of at most ${bytes} bytes.`);
  }
}
