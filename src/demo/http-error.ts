/** The error of a refused request: thrown by a route, answered as JSON. */

/** Becomes the response `{ error, code? }` with a 4xx status. */
export class HttpError extends Error {
  override readonly name = 'HttpError';
  readonly status: number;
  /** Distinguishes errors of the same status, for programs. */
  readonly code: string | undefined;

  constructor(status: number, message: string, code?: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}
