/** Which bytes may stand where in a message of HTTP/1.1 (RFC 9110, 5.5 and 5.6). */

/** 1 for the bytes of a token: names of headers and methods. */
export const tokenBytes = tableOf("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

/** 1 for the bytes of a header's value and of a reason: no control characters but the tab. */
export const textBytes = new Uint8Array(256).map((_, byte) => (byte === 9 || (byte >= 32 && byte !== 127) ? 1 : 0));

/** The value of a hexadecimal digit, else 255. */
export const hexValues = new Uint8Array(256).map((_, byte) => {
  const digit = '0123456789abcdef'.indexOf(String.fromCharCode(byte).toLowerCase());
  return digit < 0 ? 255 : digit;
});

function tableOf(characters: string): Uint8Array {
  const table = new Uint8Array(256);
  for (const byte of Buffer.from(characters, 'latin1')) table[byte] = 1;
  return table;
}
