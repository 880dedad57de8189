/** A request that is not granted: thrown anywhere below a route, answered as JSON. */

/** Becomes the answer `{ error, code? }` with an HTTP status of 4xx. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly status: number;
  /** A word for programs, where the status alone does not tell. */
  readonly code: string | undefined;

  constructor(status: number, message: string, code?: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}
