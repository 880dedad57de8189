/** The secret of `--master-token`, as links take it: an empty one, from a variable that is not set, must not switch encryption off. */
import { flags } from '../../core/options/flags.js';
import { badOption, type Options } from '../../core/options/options.js';

/** Without a token, an empty object. @throws {TslocError} `BAD_OPTION` for an empty one */
export function masterTokenOf({ masterToken }: Pick<Options, 'masterToken'>): { readonly token?: string } {
  if (masterToken === null) return {};
  if (masterToken.trim() !== '') return { token: masterToken };
  throw badOption(flags.masterToken, 'expected a secret, got an empty text');
}
