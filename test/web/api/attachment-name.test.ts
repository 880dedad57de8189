import { describe, expect, it } from 'vitest';
import { attachmentDisposition, attachmentName } from '../../../src/web/api/attachment-name.js';

const startTime = new Date(2026, 10, 21, 3, 59).getTime() / 1000;

describe('attachmentName', () => {
  it('has the local start, the file, the host and the kind', () => {
    const parts = { startTime, locustfile: 'users.ts', host: 'http://127.0.0.1:9' };
    expect(attachmentName(parts, 'requests', 'csv')).toBe(
      'Locust_2026-11-21-03h59_users.ts_http_127.0.0.1_9_requests.csv',
    );
  });

  it('omits missing parts', () => {
    expect(attachmentName({ startTime, locustfile: null, host: null }, null, 'html')).toBe(
      'Locust_2026-11-21-03h59.html',
    );
  });

  it('keeps line breaks and quotes out of the header', () => {
    const name = attachmentName({ startTime, locustfile: 'a"\r\nx: y.ts', host: null }, null, 'html');
    expect(attachmentDisposition(name)).toMatch(/^attachment;filename=[\w.-]+$/);
  });
});
