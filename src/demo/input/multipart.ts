/** Parses a multipart form. */
import { HttpError } from '../http-error.js';
import type { Call } from '../routes/route.js';

/** The fields and files of a form. @throws HttpError 415 for another content type, 400 for an invalid form */
export async function parseForm(call: Call): Promise<FormData> {
  const type = call.headers['content-type'] ?? '';
  if (!/^multipart\/form-data\b/i.test(type)) {
    throw new HttpError(415, `Expected the content type multipart/form-data, got ${type || 'none'}.`);
  }
  try {
    return await new Response(call.body, { headers: { 'content-type': type } }).formData();
  } catch {
    throw new HttpError(400, 'Expected a well-formed multipart body.');
  }
}

/** The file in the field `name`. @throws HttpError 400 without it */
export function requireFile(form: FormData, name: string): File {
  const value = form.get(name);
  if (value instanceof File) return value;
  throw new HttpError(400, `Expected a file in the field ${name}.`);
}
