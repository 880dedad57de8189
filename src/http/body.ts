/** What a request says: its options become bytes and a content type. */
import { TslocError } from '../util/error.js';
import type { RequestBody } from './transport.js';

/** The parts of the request options that make a body; at most one of them. */
export interface BodyOptions {
  /** Sent as JSON. */
  json?: unknown;
  /** Sent as an HTML form would (`application/x-www-form-urlencoded`). */
  form?: Readonly<Record<string, string | number | boolean>> | URLSearchParams;
  /** Sent as it is; FormData as `multipart/form-data`. */
  body?: string | Uint8Array | URLSearchParams | FormData;
}

/** A body ready to be sent, and its content type if it has one of its own. */
export interface EncodedBody {
  readonly body: RequestBody;
  readonly contentType: string | null;
}

/**
 * The body that the options describe.
 * @throws {TslocError} `TWO_BODIES` if more than one of them is given
 */
export function encodeBody(options: BodyOptions): EncodedBody {
  const { json, form, body } = options;
  if (json === undefined && form === undefined && body === undefined) return empty;
  const given = Object.entries({ json, form, body }).filter(([, value]) => value !== undefined);
  if (given.length > 1) {
    const names = given.map(([name]) => name).join(' and ');
    throw new TslocError('TWO_BODIES', `Expected one of json, form and body, got ${names}.`);
  }
  if (json !== undefined) return { body: JSON.stringify(json), contentType: 'application/json' };
  if (form !== undefined) return urlEncoded(form);
  return body instanceof URLSearchParams ? urlEncoded(body) : { body: body ?? null, contentType: null };
}

const empty: EncodedBody = { body: null, contentType: null };

function urlEncoded(form: NonNullable<BodyOptions['form']>): EncodedBody {
  const body = new URLSearchParams(form instanceof URLSearchParams ? form : textValues(form)).toString();
  return { body, contentType: 'application/x-www-form-urlencoded' };
}

function textValues(form: Readonly<Record<string, string | number | boolean>>): Record<string, string> {
  return Object.fromEntries(Object.entries(form).map(([name, value]) => [name, String(value)]));
}
