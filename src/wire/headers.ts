/** Response headers as received, decoded when they are read. */

/** Headers in a transport's own representation. Names are given in lower case. */
export interface HeaderBlock {
  value(lowerName: string): string | null;
  values(lowerName: string): readonly string[];
  toHeaders(): Headers;
}

/** Name, value, name, value… as bytes, or a block. */
export type RawHeaders = readonly Buffer[] | HeaderBlock;

/** The first value of the header `lowerName` (lower case), or null. Compares lengths first: hot path. */
export function headerValue(raw: RawHeaders, lowerName: string): string | null {
  if (isBlock(raw)) return raw.value(lowerName);
  for (let i = 0; i < raw.length; i += 2) {
    const name = raw[i] as Buffer;
    if (name.length === lowerName.length && equalsIgnoringCase(name, lowerName))
      return (raw[i + 1] as Buffer).toString('latin1');
  }
  return null;
}

/** Every value of the header `lowerName`. */
export function headerValues(raw: RawHeaders, lowerName: string): readonly string[] {
  if (isBlock(raw)) return raw.values(lowerName);
  const values: string[] = [];
  for (let i = 0; i < raw.length; i += 2) {
    const name = raw[i] as Buffer;
    if (name.length === lowerName.length && equalsIgnoringCase(name, lowerName))
      values.push((raw[i + 1] as Buffer).toString('latin1'));
  }
  return values;
}

/** All headers as a `Headers` object. */
export function toHeaders(raw: RawHeaders): Headers {
  if (isBlock(raw)) return raw.toHeaders();
  const headers = new Headers();
  for (let i = 0; i < raw.length; i += 2) {
    headers.append((raw[i] as Buffer).toString('latin1'), (raw[i + 1] as Buffer).toString('latin1'));
  }
  return headers;
}

function isBlock(raw: RawHeaders): raw is HeaderBlock {
  return !Array.isArray(raw);
}

function equalsIgnoringCase(name: Buffer, lowerName: string): boolean {
  for (let i = 0; i < name.length; i++) {
    const byte = name[i] as number;
    const lower = byte >= 65 && byte <= 90 ? byte + 32 : byte;
    if (lower !== lowerName.charCodeAt(i)) return false;
  }
  return true;
}
