/** Takes a multipart form apart. */
import { Refusal } from './refusal.js';
import type { Call } from './route.js';

/** The fields and files of a form. @throws Refusal 415 for another content type, 400 for a form that is broken */
export async function formOf(call: Call): Promise<FormData> {
  const type = call.headers['content-type'] ?? '';
  if (!/^multipart\/form-data\b/i.test(type)) {
    throw new Refusal(415, `Expected the content type multipart/form-data, got ${type || 'none'}.`);
  }
  try {
    return await new Response(call.body, { headers: { 'content-type': type } }).formData();
  } catch {
    throw new Refusal(400, 'Expected a well-formed multipart body.');
  }
}

/** The one file of the field `name`. @throws Refusal 400 without it */
export function fileOf(form: FormData, name: string): File {
  const value = form.get(name);
  if (value instanceof File) return value;
  throw new Refusal(400, `Expected a file in the field ${name}.`);
}
