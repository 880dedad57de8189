/** Formats numbers and strings as Python does: programs that read Locust's files expect that. */

/** The nearest whole number; an exact half is rounded to even. */
export function roundHalfEven(x: number): number {
  const floor = Math.floor(x);
  const rest = x - floor;
  if (rest !== 0.5) return rest < 0.5 ? floor : floor + 1;
  return floor % 2 === 0 ? floor : floor + 1;
}

/** `str(float)`: `99.26`, `120.0`, `0.0`, `1e-05`, `1e+16`. */
export function pythonFloat(x: number): string {
  if (x === 0) return '0.0';
  const magnitude = Math.abs(x);
  if (magnitude < 1e-4 || magnitude >= 1e16) {
    const [mantissa, exponent = ''] = x.toExponential().split('e');
    const sign = exponent.startsWith('-') ? '-' : '+';
    return `${mantissa}e${sign}${exponent.slice(1).padStart(2, '0')}`;
  }
  const text = String(x);
  return text.includes('.') ? text : `${text}.0`;
}

/** `'%.<digits>f' % x`: like `toFixed`, but an exact half is rounded to even. */
export function formatFixed(x: number, digits: number): string {
  // A binary fraction is exactly between two decimals only at odd multiples of 1 / 2^(digits + 1).
  const isHalf = Math.abs((x * 2 ** (digits + 1)) % 2) === 1;
  const below = x.toFixed(digits + 1).slice(0, digits === 0 ? -2 : -1);
  return isHalf && /[02468]$/.test(below) ? below : x.toFixed(digits);
}

/** `repr(str)`: quoted as in Python, with control and invisible characters escaped. */
export function pythonRepr(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  let out = quote;
  for (const char of text) out += escapeChar(char, quote);
  return out + quote;
}

/** `YYYY-MM-DDTHH:MM:SSZ` of an epoch second, without the fraction. */
export function utcTimestamp(epochSeconds: number): string {
  return `${new Date(Math.trunc(epochSeconds) * 1000).toISOString().slice(0, 19)}Z`;
}

const shortEscapes: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '\\': '\\\\' };
const invisible = /[\p{C}\p{Z}]/u;

function escapeChar(char: string, quote: string): string {
  if (char === quote) return `\\${char}`;
  const short = shortEscapes[char];
  if (short !== undefined) return short;
  if (char === ' ' || !invisible.test(char)) return char;
  const code = char.codePointAt(0) as number;
  if (code <= 0xff) return `\\x${hex(code, 2)}`;
  return code <= 0xffff ? `\\u${hex(code, 4)}` : `\\U${hex(code, 8)}`;
}

function hex(code: number, width: number): string {
  return code.toString(16).padStart(width, '0');
}
