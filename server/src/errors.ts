import type { Said } from '#protocol/language/say.ts';
import { english, said, told } from '#protocol/language/say.ts';
import type { ErrorCode, ErrorRecord, ErrorView } from '#protocol/result.ts';
import { ERROR_STATUS } from '#protocol/result.ts';

/**
 * An error whose message is meant for the person at the page or the script: it says what happened and what to do next. `message` is
 * English, for logs and scripts; whoever sees the view has it in the language that is spoken then.
 */
export class LabError extends Error {
  readonly code: ErrorCode;
  readonly said: Said;

  /** @param message as it is said; a string only where somebody else's words are passed on */
  constructor(code: ErrorCode, message: Said | string, options?: ErrorOptions) {
    const what = typeof message === 'string' ? { text: message } : message;
    super(english(what), options);
    this.name = 'LabError';
    this.code = code;
    this.said = what;
  }

  /** The HTTP status that belongs to the code. */
  get status(): number {
    return ERROR_STATUS[this.code];
  }

  /** In the language that is spoken now. */
  toView(): ErrorView {
    return { code: this.code, message: told(this.said) };
  }

  /** To be kept. */
  toRecord(): ErrorRecord {
    return { code: this.code, message: this.message, said: this.said };
  }
}

/** The engine stopped answering: nothing more can be known of its containers. */
export class EngineLostError extends LabError {
  constructor(message: Said, options?: ErrorOptions) {
    super('engine-unavailable', message, options);
    this.name = 'EngineLostError';
  }
}

/** A container's log was taken away before its last bytes were read: what it would have told is unknown. */
export class LogTruncatedError extends LabError {
  constructor() {
    super('engine-failed', said('The container was removed before its log was read to the end.'));
    this.name = 'LogTruncatedError';
  }
}

/** An image could not be built. The message carries the builder's last lines. */
export class ImageBuildError extends LabError {
  constructor(message: Said, options?: ErrorOptions) {
    super('image-build-failed', message, options);
    this.name = 'ImageBuildError';
  }
}

/** A container did not come to answer its health check. The message carries its last log lines. */
export class StartError extends LabError {
  constructor(message: Said, options?: ErrorOptions) {
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
    said('The lab failed: {reason}. This is a fault of the lab; its own log has the details.', { reason }),
    {
      cause: thrown,
    },
  );
}
