/** CSV replies, which a browser saves as files: their names say of which test they are. */
import type { Context } from 'hono';
import { attachmentDisposition, attachmentName } from '../api/attachment-name.js';
import { shownHost } from '../api/shown-host.js';
import type { Backend } from '../contracts/backend.js';

/** A reply with `text`; `kind` is the end of the file's name, such as `requests`. */
export function csv(context: Context, backend: Backend, kind: string, text: string): Response {
  const name = attachmentName(attachmentParts(backend), kind, 'csv');
  return context.body(text, 200, { 'content-type': 'text/csv', 'content-disposition': attachmentDisposition(name) });
}

/** The parts that the names of all files of a test share. */
export function attachmentParts({ environment, locustfile }: Backend) {
  return { startTime: environment.stats.total.startTime, locustfile, host: shownHost(environment) };
}
