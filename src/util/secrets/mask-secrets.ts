/** Masks secrets in requests and responses that are printed: headers, URLs, and the fields of JSON, forms and XML. */

/** The replacement for a secret. */
const mask = '***';

const secretParts =
  /pass(?:wor|w|phr|co)|pwd|secret|token|(?:access|account|api|auth|functions|private|shared|subscription)[-_]?key|credential|authorization|signature|jwt/i;
const secretNames = /^(?:pass|pin|otp|cvv|cvc|auth|sid|sig|session(?:[-_]?id)?)$/i;

/** True for the name of a header or field whose value is a secret: `X-Api-Key`, `new_password`, `pin`. */
export function isSecretName(name: string): boolean {
  return secretParts.test(name) || secretNames.test(name);
}

/**
 * The value of a header with secrets masked. Cookie names and authentication schemes are kept: `a=***; b=***`,
 * `Bearer ***`.
 */
export function maskHeader(name: string, value: string): string {
  if (/^(?:set-)?cookie$/i.test(name)) return maskCookies(name, value);
  if (/authorization$/i.test(name)) return value.replace(/^(\S+\s)?.*$/s, `$1${mask}`);
  return isSecretName(name) ? mask : maskText(value);
}

/** A URL or the text of a body with secrets masked. Runs in linear time. */
export function maskText(text: string): string {
  return text
    .replace(jsonStrings, (all, start: string, name: string, value: string | undefined) =>
      value !== undefined && isSecretName(name) ? `${start}"${mask}"` : all,
    )
    .replace(jsonFields, (all, start: string, name: string) => (isSecretName(name) ? `${start}"${mask}"` : all))
    .replace(escapedJsonFields, `$1$2"${mask}$2"`)
    .replace(quotedValues, `$1${mask}$2$3`)
    .replace(/\s/.test(text.trim()) ? formFields : wholeFormFields, `$1${mask}`)
    .replace(multipartFields, `$1${mask}`)
    .replace(xmlElements, `$1${mask}`)
    .replace(/\b(Bearer|Basic) +[\w.~+/=-]{8,}/gi, `$1 ${mask}`);
}

/**
 * Matches each string of a JSON text, in order, and the value that follows if the string is the name of a field. Whole
 * strings are matched, so that quotes inside them do not count; a string without a closing quote ends with the text.
 */
const jsonStrings =
  /("((?:[^"\\]|\\.)*)(?:"|\\?$)\s{0,20}(?::\s{0,20})?)((?<=:\s{0,20})(?:"(?:[^"\\]|\\.)*(?:"|\\?$)|-?\d[\d.eE+-]*))?/gs;
/**
 * JSON inside other text, whose quotes may be unpaired; strings that were cut off have no closing quote. A value that is
 * an object or a list is not masked itself: its fields are masked by their own names.
 */
const jsonFields = /("([^"\\\n]{1,100})"\s{0,20}:\s{0,20})(?:"(?:[^"\\]|\\.)*(?:"|\\?$)|-?\d[\d.eE+-]*)/g;
/** Source of a pattern: a name of such characters for which {@link isSecretName} is true. */
const secretNameOf = (characters: string) =>
  `(?:${characters}{0,100}(?:${secretParts.source})${characters}{0,100}|${secretNames.source.slice(1, -1)})`;
const jsonName = secretNameOf(String.raw`[^"\\\n]`);
const wordName = secretNameOf(String.raw`[\w.:%[\]-]`);
/**
 * JSON in a string of other JSON, such as a request that a service echoes: its quotes are escaped, those around a name with
 * as many backslashes as those around its value. Matches secrets only, since other values may contain further JSON.
 */
const escapedJsonFields = new RegExp(
  String.raw`((?<!\\)(\\{1,15})"${jsonName}\2"\s{0,20}:\s{0,20})` +
    String.raw`(?:\2"(?:[^"\\]|\\+(?![\\"])|\\+"(?<!(?<!\\)\2"))*(?:\2"|\\*$)|-?\d[\d.eE+-]*)`,
  'gi',
);
/**
 * A value in quotes, as in XML attributes, GraphQL and YAML; in a string of JSON, the quotes are escaped. After a colon, the
 * quote may be the end of a text, such as `"Password:", `: what follows then is no value.
 */
const quotedValues = new RegExp(
  String.raw`((?<![\w.:%[\]-])${wordName}\s{0,20}(?:=|:(?!\s{0,20}\\{0,15}["']\s{0,20}(?:[,}\])<\r\n]|$)))\s{0,20}(\\{0,15})(["']))` +
    String.raw`(?:(?!\3)[^\\]|\\+(?!\\|\3)|\\+\3(?<!(?<!\\)\2\3))*(?:\2\3|\\*$|(?=\3))`,
  'gi',
);
/** Of a form or a URL: inside other text, punctuation may end it. */
const formField = String.raw`((?:^|[?&#;\s"'])${wordName}=)(?!\\{0,15}["'])`;
const formFields = new RegExp(String.raw`${formField}[^&#;\s"'<>]+`, 'gi');
const wholeFormFields = new RegExp(String.raw`${formField}[^&#\s"]+`, 'gi');
/** Up to the next boundary. */
const multipartFields = new RegExp(
  String.raw`(\bform-data;[^\n]{0,300}?\bname=(?:"${jsonName}"|${wordName})[^\n]{0,300}\n(?:\S[^\n]{0,300}\n){0,8}\r?\n)[^]+?(?=\r?\n--|$)`,
  'gi',
);
const xmlElements = new RegExp(String.raw`(<${wordName}(?:\s[^<>]*)?>)(?:[^<]|<!\[CDATA\[[^]*?(?:\]\]>|$))+`, 'gi');

/** In `set-cookie`, only the first pair is secret; the attributes are kept. */
function maskCookies(name: string, value: string): string {
  const pair = /^(\s*[^=;]*=)[^;]*/;
  if (/^set-/i.test(name)) return value.replace(pair, `$1${mask}`);
  return value
    .split(';')
    .map((one) => one.replace(pair, `$1${mask}`))
    .join(';');
}
