/** Why a master cannot listen. */
import { TslocError } from '../../util/error.js';

/** `PORT_IN_USE` or `PORT_NOT_USABLE`. */
export function bindError(host: string, port: number, error: NodeJS.ErrnoException): TslocError {
  const place = `port ${port} on ${host === '*' ? 'all addresses' : host}`;
  if (error.code === 'EADDRINUSE') {
    const hint = 'End the other master, or choose another --master-bind-port.';
    return new TslocError('PORT_IN_USE', `Expected a free port for the workers, but ${place} is in use.`, { hint });
  }
  const hint = 'Check --master-bind-host and --master-bind-port.';
  const message = `Expected to listen for workers on ${place}, got ${error.message}.`;
  return new TslocError('PORT_NOT_USABLE', message, { hint, cause: error });
}
