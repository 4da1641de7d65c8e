import type { ErrorCode, ErrorView } from '#protocol/result.ts';
import { ERROR_STATUS } from '#protocol/result.ts';

/** An error whose message is meant for the person at the page or the script: it says what happened and what to do next. */
export class LabError extends Error {
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'LabError';
    this.code = code;
  }

  /** The HTTP status that belongs to the code. */
  get status(): number {
    return ERROR_STATUS[this.code];
  }

  toView(): ErrorView {
    return { code: this.code, message: this.message };
  }
}

/** The engine stopped answering: nothing more can be known of its containers. */
export class EngineLostError extends LabError {
  constructor(message: string, options?: ErrorOptions) {
    super('engine-unavailable', message, options);
    this.name = 'EngineLostError';
  }
}

/** A container's log was taken away before its last bytes were read: what it would have told is unknown. */
export class LogTruncatedError extends LabError {
  constructor() {
    super('engine-failed', 'The container was removed before its log was read to the end.');
    this.name = 'LogTruncatedError';
  }
}

/** An image could not be built. The message carries the builder's last lines. */
export class ImageBuildError extends LabError {
  constructor(message: string, options?: ErrorOptions) {
    super('image-build-failed', message, options);
    this.name = 'ImageBuildError';
  }
}

/** A container did not come to answer its health check. The message carries its last log lines. */
export class StartError extends LabError {
  constructor(message: string, options?: ErrorOptions) {
    super('engine-failed', message, options);
    this.name = 'StartError';
  }
}

/** Any thrown value as a LabError: unknown ones become `internal` and keep their cause for the log. */
export function toLabError(thrown: unknown): LabError {
  if (thrown instanceof LabError) return thrown;
  const reason = thrown instanceof Error ? thrown.message : String(thrown);
  return new LabError(
    'internal',
    `The lab failed: ${reason}. This is a fault of the lab; its own log has the details.`,
    {
      cause: thrown,
    },
  );
}
