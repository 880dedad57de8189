/** The character classes of an HTTP/1.1 message (RFC 9110, 5.5 and 5.6), as lookup tables. */

/** 1 for bytes of a token: header names and methods. */
export const tokenBytes = tableOf("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

/** 1 for bytes of a header value or a reason phrase: no control characters except tab. */
export const textBytes = new Uint8Array(256).map((_, byte) => (byte === 9 || (byte >= 32 && byte !== 127) ? 1 : 0));

/** The value of a hexadecimal digit; 255 for other bytes. */
export const hexValues = new Uint8Array(256).map((_, byte) => {
  const digit = '0123456789abcdef'.indexOf(String.fromCharCode(byte).toLowerCase());
  return digit < 0 ? 255 : digit;
});

function tableOf(characters: string): Uint8Array {
  const table = new Uint8Array(256);
  for (const byte of Buffer.from(characters, 'latin1')) table[byte] = 1;
  return table;
}
