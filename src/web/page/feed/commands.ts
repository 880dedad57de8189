/** Requests of the page to the server. Addresses are relative to the page, so that it works under any base path. */

/** The outcome; `message` is shown to the user. */
export interface Outcome {
  readonly success: boolean;
  readonly message: string;
}

/** Starts a test, or changes the load of the one that runs. */
export function postLoad(fields: URLSearchParams): Promise<Outcome> {
  return send('swarm', { method: 'POST', body: fields });
}

/** Resolves when all users have ended. */
export function postStop(): Promise<Outcome> {
  return send('stop', { method: 'POST' });
}

export function postReset(): Promise<Outcome> {
  return send('stats/reset', { method: 'POST' });
}

/** Changes a user class: its tasks and attributes. */
export function postUserClass(settings: Readonly<Record<string, unknown>>): Promise<Outcome> {
  const headers = { 'content-type': 'application/json' };
  return send('user', { method: 'POST', headers, body: JSON.stringify(settings) });
}

/** A JSON reply of the server; null where there is none. */
export async function readJson<T>(address: string): Promise<T | null> {
  try {
    const response = await fetch(address, { headers: { accept: 'application/json' } });
    return response.ok ? ((await response.json()) as T) : null;
  } catch {
    return null;
  }
}

async function send(address: string, init: RequestInit): Promise<Outcome> {
  try {
    const response = await fetch(address, init);
    if (response.redirected)
      return { success: false, message: 'Your session is over: reload the page to sign in again.' };
    return outcomeOf(response.ok, response.status, await response.text());
  } catch {
    return { success: false, message: 'The server cannot be reached.' };
  }
}

/** Replies are JSON with `success` and `message`, or a text. */
export function outcomeOf(ok: boolean, status: number, body: string): Outcome {
  const reply = parseObject(body);
  const text = typeof reply?.message === 'string' ? reply.message : '';
  if (ok) return { success: reply?.success !== false, message: text };
  const shown = text || (body.trimStart().startsWith('<') ? '' : body.trim());
  return { success: false, message: shown || `The server answered with status ${status}.` };
}

function parseObject(body: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}
