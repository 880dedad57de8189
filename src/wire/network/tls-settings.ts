/** The TLS settings of `static network`, read once and shared by all connections of a class. */
import { readFileSync } from 'node:fs';
import { createSecureContext, type SecureContext, type SecureContextOptions } from 'node:tls';
import { messageOf } from '../../util/error.js';
import { type NetworkOptions, networkError, type Pem } from './network-options.js';

/** Options of `tls.connect`. */
export interface TlsSettings {
  readonly rejectUnauthorized: boolean;
  /** Absent where Node's defaults apply. */
  readonly secureContext?: SecureContext;
}

/** Reads files and parses certificates. @throws {TslocError} `BAD_NETWORK`: an unreadable file, an invalid certificate */
export function readTlsSettings(options: NetworkOptions, className: string): TlsSettings {
  const rejectUnauthorized = options.verify ?? true;
  const { ca, cert, key, pfx, passphrase, minVersion, maxVersion } = options;
  const read = (name: string, value: Pem) => contentOf(name, value, className);
  const context: SecureContextOptions = {
    ...(ca === undefined ? {} : { ca: listOf(ca).map((one) => checkCertificates(read('ca', one), className)) }),
    ...(cert === undefined ? {} : { cert: read('cert', cert) }),
    ...(key === undefined ? {} : { key: read('key', key) }),
    ...(pfx === undefined ? {} : { pfx: read('pfx', pfx) }),
    ...(passphrase === undefined ? {} : { passphrase }),
    ...(minVersion === undefined ? {} : { minVersion }),
    ...(maxVersion === undefined ? {} : { maxVersion }),
    // OpenSSL's default security level refuses these versions; the user asked for them explicitly.
    ...([minVersion, maxVersion].some(isWeak)
      ? { minVersion: minVersion ?? 'TLSv1', ciphers: 'DEFAULT@SECLEVEL=0' }
      : {}),
  };
  if (Object.keys(context).length === 0) return { rejectUnauthorized };
  try {
    return { rejectUnauthorized, secureContext: createSecureContext(context) };
  } catch (cause) {
    throw networkError(className, `matching certificates and keys, but OpenSSL reports: ${messageOf(cause)}`, {
      cause,
    });
  }
}

function contentOf(name: string, value: Pem, className: string): Buffer {
  if (typeof value !== 'string') return Buffer.from(value);
  if (value.includes('-----BEGIN ')) return Buffer.from(value);
  try {
    return readFileSync(value);
  } catch (cause) {
    throw networkError(className, `${name} to be PEM text or a readable file, but ${messageOf(cause)}`, {
      cause,
    });
  }
}

/** OpenSSL accepts a file without any certificate, and then trusts no server. */
function checkCertificates(content: Buffer, className: string): Buffer {
  if (/-----BEGIN (X509 |TRUSTED )?CERTIFICATE-----/.test(content.toString('latin1'))) return content;
  throw networkError(className, 'ca to hold certificates as PEM text, got none');
}

function listOf(value: Pem | readonly Pem[]): readonly Pem[] {
  return typeof value === 'string' || value instanceof Uint8Array ? [value] : value;
}

function isWeak(version: string | undefined): boolean {
  return version === 'TLSv1' || version === 'TLSv1.1';
}
