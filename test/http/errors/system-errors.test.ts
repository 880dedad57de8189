import { execFileSync, spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { systemError } from '../../../src/http/errors/system-errors.js';

const texts: readonly (readonly [code: string, text: string])[] = [
  ['ECONNREFUSED', "ConnectionRefusedError(111, 'Connection refused')"],
  ['ECONNRESET', "ConnectionResetError(104, 'Connection reset by peer')"],
  ['ECONNABORTED', "ConnectionAbortedError(103, 'Software caused connection abort')"],
  ['EPIPE', "BrokenPipeError(32, 'Broken pipe')"],
  ['ETIMEDOUT', "TimeoutError(110, 'Connection timed out')"],
  ['EHOSTUNREACH', "OSError(113, 'No route to host')"],
  ['ENETUNREACH', "OSError(101, 'Network is unreachable')"],
  ['EADDRNOTAVAIL', "OSError(99, 'Cannot assign requested address')"],
  ['EMFILE', "OSError(24, 'Too many open files')"],
  ['ENOTFOUND', "gaierror(-2, 'Name or service not known')"],
  ['EAI_AGAIN', "gaierror(-3, 'Temporary failure in name resolution')"],
];

describe('an error of the operating system', () => {
  it.each(texts)('%s is called %s', (code, text) => {
    const cause = new Error(code);
    expect(systemError(code, cause)).toMatchObject({ repr: text, cause });
  });

  it.each([
    ['ENOENT', 'connect', "FileNotFoundError(2, 'No such file or directory')"],
    ['EACCES', 'connect', "PermissionError(13, 'Permission denied')"],
    ['EINVAL', 'bind', "OSError(22, 'Invalid argument')"],
  ])('%s of %s is called %s', (code, syscall, text) => {
    const root = Object.assign(new Error(code), { syscall });
    expect(systemError(code, new Error('wrapped'), root)?.repr).toBe(text);
    expect(systemError(code, Object.assign(new Error(code), { syscall: 'open' }))).toBeNull();
  });

  it('with an unknown code is null', () => {
    expect(systemError('ENOENT', new Error())).toBeNull();
    expect(systemError('', new Error())).toBeNull();
  });

  it.skipIf(process.platform !== 'linux' || spawnSync('python3', ['--version']).status !== 0)(
    'has Python’s number and text',
    () => {
      const codes = texts.filter(([, text]) => !text.startsWith('gaierror')).map(([code]) => code);
      const script =
        'import errno, os, sys\nfor c in sys.argv[1:]: n = getattr(errno, c); print(repr(OSError(n, os.strerror(n))))';
      const theirs = execFileSync('python3', ['-c', script, ...codes], { encoding: 'utf8' })
        .trimEnd()
        .split('\n');
      expect(codes.map((code) => systemError(code, new Error())?.repr)).toEqual(theirs);
    },
  );
});

it('a code that is the name of an inherited property is unknown', () => {
  const cause = Object.assign(new Error('x'), { syscall: 'connect' });
  for (const code of ['constructor', 'toString']) expect(systemError(code, cause)).toBeNull();
});
