import type { KeyboardEvent, ReactNode } from 'react';
import { useEffect, useRef } from 'react';
import { useVirtualRows } from './use-virtual-rows.ts';

/** In CSS pixels, as the style sheet has them. */
const ROW = 24;
const HEAD = 22;

interface VirtualTableProps {
  label: string;
  columns: readonly string[];
  count: number;
  /** The index of the selected row; -1 where none of these is. */
  selected: number;
  emptyText: string;
  /** What the row's button shows and says, and the row's other cells. */
  row(index: number): { key: number | string; head: ReactNode; spoken: string; cells: readonly ReactNode[] };
  onSelect(index: number | null): void;
}

/**
 * A table of as many rows as there are, of which only those in sight are in the page. Arrow keys go from row to row; each is told
 * to a screen reader whole, with its place among all.
 */
export function VirtualTable({ label, columns, count, selected, emptyText, row, onSelect }: VirtualTableProps) {
  const { scroller, first, end, reveal } = useVirtualRows(count, ROW, HEAD);
  const hasFocus = useRef(false);
  useEffect(() => {
    if (selected < 0) return;
    reveal(selected);
  }, [selected, reveal]);
  // The row that is reached by Tab: the selected one, else the first in sight.
  const reached = selected >= first && selected < end ? selected : first;
  const onKeyDown = (event: KeyboardEvent) => {
    const next = rowAfter(event.key, selected, count);
    if (next === undefined) return;
    event.preventDefault();
    hasFocus.current = true;
    onSelect(next);
  };
  return (
    <div className="row-table-scroll" ref={scroller}>
      {/* A room of its own: else the table's margin would move all of it down. */}
      <div style={{ height: HEAD + count * ROW, display: 'flow-root' }}>
        <table
          // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a table that is walked through by arrow keys is a grid
          role="grid"
          aria-label={label}
          aria-rowcount={count + 1}
          style={{ marginTop: first * ROW }}
          onKeyDown={onKeyDown}
        >
          <thead>
            <tr aria-rowindex={1}>
              {columns.map((column) => (
                <th key={column} scope="col">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {Array.from({ length: Math.max(0, end - first) }, (_, offset) => {
              const index = first + offset;
              const { key, head, spoken, cells } = row(index);
              return (
                <tr key={key} aria-rowindex={index + 2} aria-selected={index === selected}>
                  <th scope="row">
                    <button
                      type="button"
                      tabIndex={index === reached ? 0 : -1}
                      aria-label={spoken}
                      ref={(element) => {
                        if (element === null || index !== selected || !hasFocus.current) return;
                        hasFocus.current = false;
                        element.focus({ preventScroll: true });
                      }}
                      onClick={() => onSelect(index)}
                    >
                      {head}
                    </button>
                  </th>
                  {cells.map((cell, at) => (
                    <td key={columns[at + 1]}>{cell}</td>
                  ))}
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      {count === 0 && <p className="row-table-none">{emptyText}</p>}
    </div>
  );
}

/** How far a page key goes. */
const PAGE = 10;

function rowAfter(key: string, selected: number, count: number): number | null | undefined {
  if (key === 'Escape') return selected < 0 ? undefined : null;
  if (count === 0) return undefined;
  const to = { ArrowDown: selected + 1, ArrowUp: selected - 1, PageDown: selected + PAGE, PageUp: selected - PAGE }[
    key
  ];
  if (to !== undefined) return Math.max(0, Math.min(count - 1, to));
  return key === 'Home' ? 0 : key === 'End' ? count - 1 : undefined;
}
