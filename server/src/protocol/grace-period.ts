/** The longest grace period that a learner may ask for, in seconds: five minutes of waiting teach nothing more. */
export const MAX_GRACE_PERIOD_SECONDS = 300;
