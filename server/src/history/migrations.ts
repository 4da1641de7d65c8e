/**
 * The history's tables, a step a version: a step is never changed once it was released, and `PRAGMA user_version` says how many a
 * file has taken.
 */
export const MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE run (
    id TEXT PRIMARY KEY,
    started_at TEXT NOT NULL,
    -- What a learner called it.
    name TEXT,
    -- The browser session that made it.
    owner TEXT,
    imported INTEGER NOT NULL,
    -- The process that observes it, as a lab instance names it; null once it is over.
    observer TEXT,
    -- What was observed, but for requests and log: a RunRecord.
    record TEXT NOT NULL,
    -- What follows from it, as it was when the run ended: a RunSummary, and a RunView.
    summary TEXT,
    view TEXT
  ) STRICT;
  CREATE INDEX run_started ON run (started_at DESC);

  CREATE TABLE request (
    run_id TEXT NOT NULL REFERENCES run (id) ON DELETE CASCADE,
    lane_id TEXT NOT NULL,
    number INTEGER NOT NULL,
    due_at REAL NOT NULL,
    sent_at REAL,
    connected_at REAL,
    written_at REAL,
    first_byte_at REAL,
    ended_at REAL,
    outcome TEXT,
    status INTEGER,
    sight TEXT,
    error_code TEXT,
    bytes_received INTEGER NOT NULL,
    reused_connection INTEGER NOT NULL,
    evidence TEXT NOT NULL,
    received_at REAL,
    stored_at REAL,
    PRIMARY KEY (run_id, lane_id, number)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE log_line (
    run_id TEXT NOT NULL REFERENCES run (id) ON DELETE CASCADE,
    lane_id TEXT NOT NULL,
    seq INTEGER NOT NULL,
    at REAL NOT NULL,
    written_at REAL,
    stream TEXT NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (run_id, lane_id, seq)
  ) STRICT, WITHOUT ROWID;
  `,
  `
  CREATE TABLE repeat (
    id TEXT PRIMARY KEY,
    started_at TEXT NOT NULL,
    owner TEXT,
    -- The process that carries it out, as a lab instance names it; null once it is over.
    observer TEXT,
    -- A RepeatRecord.
    record TEXT NOT NULL
  ) STRICT;
  CREATE INDEX repeat_started ON repeat (started_at DESC);
  `,
  `
  -- The container that wrote the line, where that is not the one that the lane is about.
  ALTER TABLE log_line ADD COLUMN source TEXT;
  `,
  `
  CREATE TABLE progress (
    -- The browser session.
    learner TEXT PRIMARY KEY,
    -- When it was last written, milliseconds since 1970 by this machine's clock.
    saved_at INTEGER NOT NULL,
    -- A Progress.
    record TEXT NOT NULL
  ) STRICT;
  `,
  `
  -- What a run that proves nothing lost is unknown: its view said so by its status alone, and counted zero.
  UPDATE run
  SET view = json_set(view, '$.lanes', json((
    SELECT json_group_array(json_set(value, '$.counts.lost', json('null'))) FROM json_each(run.view, '$.lanes')
  )))
  WHERE view IS NOT NULL AND json_extract(view, '$.status') IN ('invalid', 'interrupted');
  `,
];
