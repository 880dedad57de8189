/** Keeps secrets out of messages: credentials in URLs, and values of headers and cookies. */

/** A URL without user name and password. */
export function withoutUserinfo(url: string): string {
  return url.replace(/^([a-z][a-z\d+.-]*:\/\/)[^/?#\\]*@/i, '$1');
}

/** A message without the user names and passwords of URLs in it, malformed URLs and those without a scheme included. */
export function hideUserinfo(text: string): string {
  return text.replace(urls, hideInUrl).replace(userinfoWithoutScheme, '$1');
}

/** Of a malformed URL, everything up to its last `@`: a password may contain slashes that should have been encoded. */
function hideInUrl(url: string): string {
  return URL.canParse(url) ? withoutUserinfo(url) : url.replace(/\/\/.*@/, '//');
}

const urls = /[a-z][a-z\d+.-]*:\/\/\S+/gi;
const userinfoWithoutScheme = /(^|[\s'"(])[^\s/?#@:'"]+:[^\s/][^\s]*@/g;

/** Describes a secret value by its first character that matches `invalid` alone: `a value with "\n" at position 7`. */
export function describeSecret(value: string, invalid: RegExp): string {
  const position = value.search(invalid);
  if (position < 0) return `a value of ${value.length} characters`;
  return `a value with ${JSON.stringify(value[position])} at position ${position}`;
}
