/** Makes text from servers and tests safe for a terminal: control characters are shown as escapes and have no effect. */

const shortEscapes: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** C0, DEL, C1 (escape sequences in one character), line and paragraph separators, bidirectional control characters, which reorder text. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is escaped
const controlPattern = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/;
const controls = new RegExp(controlPattern, 'g');
const controlsExceptLineFeed = new RegExp(`(?!\\n)${controlPattern.source}`, 'g');

/** One line: `\n`, `\r`, `\t`, `\x1b` or `\u202e` for each control character. */
export function printableLine(text: string): string {
  return text.replace(controls, escapeControl);
}

/** The same for a text of several lines: line feeds are kept. */
export function printableText(text: string): string {
  return text.replace(controlsExceptLineFeed, escapeControl);
}

/** The same for the text of JSON, whose value stays equal: `\u001b`. */
export function printableJson(json: string): string {
  return json.replace(controlsExceptLineFeed, escapeUnicode);
}

function escapeUnicode(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

function escapeControl(character: string): string {
  const code = character.charCodeAt(0);
  const numericEscape = code <= 0xff ? `\\x${code.toString(16).padStart(2, '0')}` : escapeUnicode(character);
  return shortEscapes[character] ?? numericEscape;
}
