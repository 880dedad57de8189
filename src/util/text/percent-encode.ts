/** Percent-encoding of paths and queries as in Python's requests (urllib3 and `requote_uri`), so that names of requests equal Locust's. */

/** The path with everything percent-encoded that a path cannot contain (RFC 3986, 3.3). */
export function encodePath(path: string): string {
  return encode(path, notInPath);
}

/** The same for a query without its question mark (RFC 3986, 3.4). */
export function encodeQuery(query: string): string {
  return encode(query, notInQuery);
}

/**
 * Existing escapes are kept, in upper case, unless they encode a letter, digit, `-`, `.`, `_` or `~`. If any percent
 * sign is not part of an escape, the text counts as not encoded, and all of its percent signs are encoded, after
 * valid escapes are converted to upper case.
 */
function encode(text: string, forbidden: RegExp): string {
  const withValidEscapes = strayPercent.test(text) ? text.replace(escapes, upperCased).replaceAll('%', '%25') : text;
  return withValidEscapes.replace(forbidden, encodeBytes).replace(escapes, decodeUnreserved);
}

function upperCased(text: string): string {
  return text.toUpperCase();
}

function encodeBytes(text: string): string {
  let encoded = '';
  for (const byte of Buffer.from(text)) encoded += `%${byte.toString(16).padStart(2, '0').toUpperCase()}`;
  return encoded;
}

function decodeUnreserved(escaped: string): string {
  const character = String.fromCharCode(Number.parseInt(escaped.slice(1), 16));
  return unreserved.test(character) ? character : escaped.toUpperCase();
}

const strayPercent = /%(?![0-9a-f]{2})/i;
const escapes = /%[0-9a-f]{2}/gi;
const unreserved = /^[A-Za-z0-9\-._~]$/;
const notInPath = /[^A-Za-z0-9\-._~!$&'()*+,;=:@/%]+/g;
const notInQuery = /[^A-Za-z0-9\-._~!$&'()*+,;=:@/?%]+/g;
