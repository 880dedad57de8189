/** The result of a parser for the bytes of one connection: the first final message and its end, or an error. */

/** The same from either parser, if they agree. */
export type Outcome =
  | { readonly kind: 'error'; readonly why: string }
  | {
      readonly kind: 'message';
      readonly status: number;
      readonly reason: string;
      /** Name, value, name, value…, of the final head, as Headers lists them. */
      readonly headers: readonly string[];
      readonly body: string;
      /** Index after the last byte of the message. */
      readonly end: number;
      readonly keepsAlive: boolean;
    };

/** Bytes of a connection, up to its end. */
export interface Connection {
  readonly method: string;
  readonly bytes: Buffer;
}
