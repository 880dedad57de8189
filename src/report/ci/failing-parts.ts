/** What fails a run besides targets: requests and tasks, unless targets judge them. */
export interface FailingParts {
  /** Whether failed requests do. */
  readonly failuresFail: boolean;
  /** Whether exceptions of tasks do. */
  readonly exceptionsFail: boolean;
}
