/** Corrects a Content-Type whose boundary is not that of the body, such as one copied from a recorded request. */

/** The headers with `contentType`, that of a multipart body, in place of another one of `multipart/form-data`. */
export function correctBoundary(
  headers: string[],
  contentType: string | null,
  warn: (message: string) => void,
): string[] {
  if (contentType?.startsWith(multipart) !== true) return headers;
  const at = headers.findIndex((name, i) => i % 2 === 0 && name.toLowerCase() === 'content-type') + 1;
  const given = headers[at];
  if (at === 0 || given === undefined || given === contentType || !given.toLowerCase().startsWith(multipart))
    return headers;
  warn(
    'A content-type in the headers of a request has another boundary than its body: the right one is sent. Leave it out.',
  );
  return headers.with(at, contentType);
}

const multipart = 'multipart/form-data';
