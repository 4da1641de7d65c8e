import type { KeyboardEvent, PointerEvent } from 'react';
import { useLayoutEffect, useRef, useState } from 'react';
import { say } from '#protocol/language/say.ts';
import type { PanelSize } from './panel-size.ts';
import { sizeByKey } from './panel-size.ts';
import './separator.css';

interface SeparatorProps {
  /** What it sets, such as `Width of the guide`. */
  label: string;
  /** The direction of the line: a vertical one sets a width. */
  orientation: 'vertical' | 'horizontal';
  size: PanelSize;
  className: string;
  /** The part whose size it is, as it stands on the page. */
  sized(): Element | null;
}

/**
 * A line between two parts of the page that can be moved: by pointer, by arrow keys, Home and End; Enter or a double click puts it back.
 * While it moves only a variable of CSS's changes, and React draws nothing.
 */
export function Separator({ label, orientation, size, className, sized }: SeparatorProps) {
  const [px, setPx] = useState(size.px);
  const [standing, setStanding] = useState(size.min);
  const grip = useRef<{ at: number; px: number } | null>(null);
  const measure = () => {
    const box = sized()?.getBoundingClientRect();
    return box === undefined ? size.min : Math.round(orientation === 'vertical' ? box.width : box.height);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: where it stands follows what was set
  useLayoutEffect(() => setStanding(measure()), [px]);
  const place = (event: PointerEvent) => (orientation === 'vertical' ? event.clientX : event.clientY);
  const set = (next: number | null) => {
    size.set(next);
    setPx(size.px);
  };
  const take = (event: PointerEvent<HTMLElement>) => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    grip.current = { at: place(event), px: measure() };
  };
  const move = (event: PointerEvent) => {
    if (grip.current !== null) size.set(grip.current.px + place(event) - grip.current.at);
  };
  const letGo = () => {
    if (grip.current === null) return;
    grip.current = null;
    setPx(size.px);
  };
  const press = (event: KeyboardEvent) => {
    const next = sizeByKey(event.key, measure(), size);
    if (next === undefined) return;
    event.preventDefault();
    set(next);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a rule cannot be moved
    <div
      role="separator"
      tabIndex={0}
      aria-label={label}
      aria-orientation={orientation}
      aria-valuenow={Math.min(size.max, Math.max(size.min, standing))}
      aria-valuemin={size.min}
      aria-valuemax={size.max}
      aria-valuetext={say('{pixels} pixels', { pixels: standing })}
      title={say('{label}: drag, or use the arrow keys. A double click or Enter puts it back.', { label })}
      className={`separator ${orientation} ${className}`}
      onPointerDown={take}
      onPointerMove={move}
      onPointerUp={letGo}
      onLostPointerCapture={letGo}
      onDoubleClick={() => set(null)}
      onKeyDown={press}
    />
  );
}
