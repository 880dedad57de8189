/** Errors of the operating system with Python's names, numbers and texts. */
import { pythonRepr } from '../../util/text/format.js';
import { RequestError } from './request-error.js';

/**
 * `ECONNREFUSED` as `ConnectionRefusedError(111, 'Connection refused')`; null for an unknown code.
 * @param root the error that has the code
 */
export function systemError(code: string, cause: Error, root = cause): RequestError | null {
  const table = isOfSocket(root) && Object.hasOwn(socketErrors, code) ? socketErrors : systemErrors;
  if (!Object.hasOwn(table, code)) return null;
  const [name, number, text] = table[code] as Errors[string];
  return new RequestError(name, `[Errno ${number}] ${text}`, `${name}(${number}, ${pythonRepr(text)})`, cause);
}

/** False for errors of files that a body is read from: their message has the path. */
function isOfSocket(root: Error): boolean {
  return 'syscall' in root && (root.syscall === 'connect' || root.syscall === 'bind');
}

type Errors = Readonly<Record<string, readonly [name: string, number: number, text: string]>>;

const systemErrors: Errors = {
  ECONNREFUSED: ['ConnectionRefusedError', 111, 'Connection refused'],
  ECONNRESET: ['ConnectionResetError', 104, 'Connection reset by peer'],
  ECONNABORTED: ['ConnectionAbortedError', 103, 'Software caused connection abort'],
  EPIPE: ['BrokenPipeError', 32, 'Broken pipe'],
  ETIMEDOUT: ['TimeoutError', 110, 'Connection timed out'],
  EHOSTUNREACH: ['OSError', 113, 'No route to host'],
  ENETUNREACH: ['OSError', 101, 'Network is unreachable'],
  EADDRNOTAVAIL: ['OSError', 99, 'Cannot assign requested address'],
  EMFILE: ['OSError', 24, 'Too many open files'],
  ENOTFOUND: ['gaierror', -2, 'Name or service not known'],
  EAI_AGAIN: ['gaierror', -3, 'Temporary failure in name resolution'],
};

/** Errors of Unix sockets, and of source addresses of another family than the host's. */
const socketErrors: Errors = {
  ENOENT: ['FileNotFoundError', 2, 'No such file or directory'],
  EACCES: ['PermissionError', 13, 'Permission denied'],
  EINVAL: ['OSError', 22, 'Invalid argument'],
};
