import { Fragment, useEffect, useState } from 'react';
import type { RequestRow } from '#protocol/request.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import type { RowSource } from './lane-drawing.ts';
import { MARK_WORDS, markOf } from './mark.ts';
import { MarkGlyph } from './mark-glyph.tsx';
import type { LaneMoments } from './row-text.ts';
import { rowSentence, signedTime, time } from './row-text.ts';
import type { TimeAxis } from './time-axis.ts';

const PAGE = 100;
/** A table that changes more often cannot be read. */
const REFRESH_MS = 500;

interface RowTableProps {
  title: string;
  rows: RowSource;
  moments: LaneMoments;
  axis: TimeAxis;
}

/** A lane's requests as a table, a hundred to a page. */
export function RowTable({ title, rows, moments, axis }: RowTableProps) {
  const [page, setPage] = useState(0);
  const [onlyLost, setOnlyLost] = useState(false);
  useRefresh(rows);
  const shown = onlyLost ? rows.all.filter(isLost) : rows.all;
  const pages = Math.max(1, Math.ceil(shown.length / PAGE));
  const current = Math.min(page, pages - 1);
  return (
    <div className="row-table">
      <div className="row-table-pages">
        <label>
          <input type="checkbox" checked={onlyLost} onChange={(event) => setOnlyLost(event.target.checked)} /> Only
          lost
        </label>
        {pages > 1 && (
          <>
            <Button
              size="small"
              className="icon"
              aria-label="Previous"
              blockedBy={current === 0 ? 'This is the first page' : null}
              onClick={() => setPage(current - 1)}
            >
              <Icon name="left" size={13} />
            </Button>
            <span>
              Page {current + 1} of {pages}
            </span>
            <Button
              size="small"
              className="icon"
              aria-label="Next"
              blockedBy={current >= pages - 1 ? 'This is the last page' : null}
              onClick={() => setPage(current + 1)}
            >
              <Icon name="right" size={13} />
            </Button>
          </>
        )}
      </div>
      <section className="row-table-scroll" aria-label={`Requests of ${title} as a table`} tabIndex={-1}>
        <table>
          <thead>
            <tr>
              <th scope="col">No.</th>
              <th scope="col">Due</th>
              <th scope="col">Took</th>
              <th scope="col">Outcome</th>
              <th scope="col">Server’s log</th>
            </tr>
          </thead>
          <tbody>
            {shown.slice(current * PAGE, (current + 1) * PAGE).map((row) => (
              <Fragment key={row.number}>
                <tr className={axis.selected === row.number ? 'selected' : undefined}>
                  <th scope="row">
                    <button type="button" onClick={() => axis.select(row.number)} title={rowSentence(row, moments)}>
                      {row.number}
                    </button>
                  </th>
                  <td>{signedTime(row.dueAt - moments.origin)}</td>
                  <td>{row.endedAt === null ? '–' : time(row.endedAt - (row.sentAt ?? row.dueAt))}</td>
                  <td>
                    <MarkGlyph mark={markOf(row)} /> {MARK_WORDS[markOf(row)]}
                    {row.status === null ? '' : ` ${row.status}`}
                    {row.errorCode === null ? '' : ` ${row.errorCode}`}
                  </td>
                  <td>{row.evidence === 'none' ? 'nothing' : row.evidence}</td>
                </tr>
                {axis.selected === row.number && (
                  <tr className="selected">
                    <td colSpan={5} className="sentence-of-row">
                      {rowSentence(row, moments)}
                    </td>
                  </tr>
                )}
              </Fragment>
            ))}
          </tbody>
        </table>
        {shown.length === 0 && (
          <p className="row-table-none">{onlyLost ? 'No request was lost so far.' : 'No request yet.'}</p>
        )}
      </section>
    </div>
  );
}

function isLost({ outcome }: RequestRow): boolean {
  return outcome === 'cut' || outcome === 'timed-out';
}

/** Draws the table anew a little after rows changed. */
function useRefresh(rows: RowSource): void {
  const [, setTurn] = useState(0);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const unsubscribe = rows.subscribe(() => {
      timer ??= setTimeout(() => {
        timer = undefined;
        setTurn((turn) => turn + 1);
      }, REFRESH_MS);
    });
    return () => {
      unsubscribe();
      clearTimeout(timer);
    };
  }, [rows]);
}
