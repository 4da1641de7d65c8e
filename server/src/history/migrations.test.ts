import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { MIGRATIONS } from './migrations.ts';

test('a view that was kept before counts no losses any more where nobody knows them, and keeps them where they are known', () => {
  using database = new DatabaseSync(':memory:');
  const place = MIGRATIONS.findIndex((step) => step.includes('$.counts.lost'));
  for (const step of MIGRATIONS.slice(0, place)) database.exec(step);
  const put = database.prepare(
    `INSERT INTO run (id, started_at, imported, record, view) VALUES (?, '2026-01-01', 0, '{}', ?)`,
  );
  const lanes = ['a', 'b'].map((id) => ({ id, counts: { due: 3, lost: { total: 0 } }, exit: { oomKilled: false } }));
  for (const status of ['finished', 'invalid', 'interrupted']) put.run(status, JSON.stringify({ status, lanes }));
  put.run('going', null);
  database.exec(MIGRATIONS[place] ?? '');
  const views = database.prepare('SELECT id, view FROM run').all();
  const unknown = lanes.map((lane) => ({ ...lane, counts: { due: 3, lost: null } }));
  expect(Object.fromEntries(views.map(({ id, view }) => [id, JSON.parse(String(view))]))).toEqual({
    finished: { status: 'finished', lanes },
    invalid: { status: 'invalid', lanes: unknown },
    interrupted: { status: 'interrupted', lanes: unknown },
    going: null,
  });
});
