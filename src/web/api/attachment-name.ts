/** File names of downloads, in Locust's form without characters that a file system may refuse. */

/** What a name is made of. */
export interface AttachmentParts {
  /** Start of the statistics, epoch seconds. */
  readonly startTime: number;
  /** Base name of the first user file; null if there is none. */
  readonly locustfile: string | null;
  readonly host: string | null;
}

/** `Locust_<local YYYY-MM-DD-HHhMM>_<locustfile>[_<host>][_<kind>].<extension>`. */
export function attachmentName(parts: AttachmentParts, kind: string | null, extension: string): string {
  const words = ['Locust', startLabel(parts.startTime), parts.locustfile, parts.host, kind];
  const name = words.filter((word) => word !== null && word !== '').join('_');
  return `${name.replace(/[^\w.@-]+/g, '_')}.${extension}`;
}

/** The value of a `content-disposition` header that makes a browser save the reply under `name`. */
export function attachmentDisposition(name: string): string {
  return `attachment;filename=${name}`;
}

function startLabel(epochSeconds: number): string {
  const date = new Date(epochSeconds * 1000);
  const two = (n: number) => String(n).padStart(2, '0');
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day}-${two(date.getHours())}h${two(date.getMinutes())}`;
}
