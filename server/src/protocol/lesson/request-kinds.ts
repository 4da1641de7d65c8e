/** Requests that a lesson may have its learner look for: each is the first of its kind in a lane. */
export const REQUEST_KINDS = [
  /** In flight when the signal came, and cut or left without an answer. */
  'in-flight-cut',
  /** In flight when the signal came, and answered. */
  'in-flight-answered',
  /** Sent after the signal came, whatever became of it. */
  'first-after',
  'first-refused',
  /** Lost, by what the server's own log says of it. */
  'first-unread',
  'first-interrupted',
  'first-unacknowledged',
  /** Answered with a status of 500 or above. */
  'first-server-error',
] as const;
export type RequestKind = (typeof REQUEST_KINDS)[number];
