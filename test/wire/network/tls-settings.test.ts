import { describe, expect, it } from 'vitest';
import { readTlsSettings } from '../../../src/wire/network/tls-settings.js';
import { certificate, certificatePath } from '../../helpers/servers/tls-server.js';

const cert = certificatePath('client.pem');
const key = certificatePath('client.key');

function complaint(options: Parameters<typeof readTlsSettings>[0]): string {
  try {
    readTlsSettings(options, 'Visitor');
  } catch (error) {
    expect(error).toMatchObject({ name: 'TslocError', code: 'BAD_NETWORK', cause: expect.any(Error) });
    return (error as Error).message.replace('In static network of class Visitor: expected ', '');
  }
  return 'fine';
}

describe('certificates and keys', () => {
  it('are verified by default, with Node’s defaults', () => {
    expect(readTlsSettings({}, 'Visitor')).toEqual({ rejectUnauthorized: true });
    expect(readTlsSettings({ verify: false }, 'Visitor')).toEqual({ rejectUnauthorized: false });
  });

  it('are read once for all connections: paths, texts and bytes', () => {
    for (const given of [
      { cert, key },
      { cert: certificate('client.pem'), key: Buffer.from(certificate('client.key')) },
    ])
      expect(readTlsSettings(given, 'Visitor').secureContext).toBeDefined();
  });

  it('that cannot be read are an error at the start of the run', () => {
    const message = "ca to be PEM text or a readable file, but ENOENT: no such file or directory, open 'none.pem'.";
    expect(complaint({ ca: 'none.pem' })).toBe(message);
    expect(complaint({ ca: [certificate('ca.pem'), 'none.pem'] })).toBe(message);
  });

  it('that cannot be used are an error, too', () => {
    const encrypted = certificatePath('client-encrypted.key');
    for (const given of [
      { cert, key: certificatePath('server.key') },
      { cert, key: encrypted, passphrase: 'wrong' },
      { cert, key: encrypted },
      { pfx: certificatePath('client.pfx'), passphrase: 'wrong' },
      { cert: '-----BEGIN CERTIFICATE-----\nx\n-----END CERTIFICATE-----', key },
    ])
      expect(complaint(given)).toMatch(/^matching certificates and keys, but OpenSSL reports: .+\.$/);
  });

  it('of CAs must exist: a file without any is an error', () => {
    expect(() => readTlsSettings({ ca: key }, 'Visitor')).toThrow(
      'expected ca to hold certificates as PEM text, got none.',
    );
  });
});
