/** TLS where it is not expected, no TLS where it is, and untrusted certificates. */
import { expect, it } from 'vitest';
import { serve } from '../helpers/servers/server.js';
import { serveTls } from '../helpers/servers/tls-server.js';
import { type Bench, type HttpUserClass, live } from './lives.js';

/** A user class, a certificate of `test/helpers/certificates/`, and the error; null if it is trusted. */
export type CertificateCase = readonly [userClass: HttpUserClass, certificate: string, reason: string | null];

export function describeSecurePeers(bench: Bench, certificates: readonly CertificateCase[]): void {
  it('TLS to a port that does not speak it fails, without addresses that differ from run to run', async () => {
    const { url } = await serve((_, response) => response.end());
    const { errors } = await bench.go(async (client) => {
      await client.get(`${url.replace('http:', 'https:')}/x`);
      expect((await client.get('/fine')).text()).toBe('fine');
    });
    expect(errors).toEqual(["SSLError(SSLError(1, '[SSL: WRONG_VERSION_NUMBER] wrong version number'))", null]);
  });

  it('plain HTTP to a port that expects TLS fails', async () => {
    const { url } = await serveTls();
    const { samples, errors } = await bench.go(async (client) => {
      expect((await client.get(`${url.replace('https:', 'http:')}/x`)).status).toBe(0);
      expect((await client.get('/fine')).text()).toBe('fine');
    });
    expect(samples.map(({ name }) => name)).toEqual(['/x', '/fine']);
    expect(errors).toEqual([expect.stringMatching(/^(RemoteDisconnected|ConnectionResetError|BadStatusLine)\(/), null]);
  });

  it.each(certificates.map(([userClass, name, reason]) => [userClass.name, name, reason, userClass] as const))(
    '%s and the certificate "%s": %s',
    async (_, name, reason, userClass) => {
      const { url } = await serveTls(undefined, { name });
      const { errors } = await live(userClass, bench.server, async (client) => {
        for (let i = 0; i < 2; i++) expect((await client.get(`${url}/x`)).status).toBe(reason === null ? 200 : 0);
        expect((await client.get('/fine')).text()).toBe('fine');
      });
      const error = reason === null ? null : certificateError(reason);
      expect(errors).toEqual([error, error, null]);
    },
  );
}

function certificateError(reason: string): string {
  const message = `[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: ${reason}`;
  const quoted = message.includes("'") ? `"${message}"` : `'${message}'`;
  return `SSLError(SSLCertVerificationError(1, ${quoted}))`;
}
