import { describe, expect, it } from 'vitest';
import { withService } from './demo-client.js';

describe('an HttpError', () => {
  it('is answered as JSON with its status and message', () =>
    withService(async (client) => {
      const token = await client.login();
      const { status, headers, json } = await client.call('GET', '/files/nothing', { token });
      expect(status).toBe(404);
      expect(headers.get('content-type')).toBe('application/json');
      expect(json).toEqual({ error: 'Expected the id of one of your files, got nothing.' });
    }));

  it('has a code where the status is not enough, and the scheme with a 401', () =>
    withService(async (client) => {
      const { status, headers, json } = await client.call('GET', '/files');
      expect(status).toBe(401);
      expect(headers.get('www-authenticate')).toBe('Bearer');
      expect(json).toEqual({ error: 'Expected the header Authorization: Bearer <token>.', code: 'token_missing' });
    }));
});
