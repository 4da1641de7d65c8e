const PATHS = {
  play: <path d="M4.5 3.2v9.6l8-4.8z" fill="currentColor" stroke="none" />,
  bolt: <path d="M9 1.8 3.8 9h3.6L6.8 14.2 12.2 7H8.4z" />,
  reset: <path d="M3 8a5 5 0 1 0 1.6-3.7M3 2.6v2.6h2.6" />,
  copy: <path d="M5.5 5.5h7v7h-7zM3.5 10.5v-7h7" />,
  tick: <path d="m3 8.5 3.4 3.4L13 4.8" />,
  cross: <path d="m4 4 8 8M12 4l-8 8" />,
  down: <path d="m4 6 4 4 4-4" />,
  up: <path d="m4 10 4-4 4 4" />,
  search: <path d="M7 11.5a4.5 4.5 0 1 1 0-9 4.5 4.5 0 0 1 0 9zM10.4 10.4 14 14" />,
  theme: (
    <>
      <circle cx="8" cy="8" r="5.6" />
      <path d="M8 2.4a5.6 5.6 0 0 1 0 11.2z" fill="currentColor" stroke="none" />
    </>
  ),
  table: <path d="M2.5 3.5h11v9h-11zM2.5 6.5h11M2.5 9.5h11M6.5 6.5v6" />,
  plus: <path d="M8 3.5v9M3.5 8h9" />,
  minus: <path d="M3.5 8h9" />,
  keys: <path d="M1.5 4.5h13v7h-13zM4 7h.01M6.7 7h.01M9.3 7h.01M12 7h.01M5.5 9.2h5" />,
  left: <path d="m10 4-4 4 4 4" />,
  right: <path d="m6 4 4 4-4 4" />,
  fit: <path d="M2.5 5v6M13.5 5v6M5 8h6M5 8l1.8-1.8M5 8l1.8 1.8M11 8 9.2 6.2M11 8 9.2 9.8" />,
  toEnd: <path d="M8 2.5v8M4.5 7.5 8 11l3.5-3.5M3.5 13.5h9" />,
} as const;

export type IconName = keyof typeof PATHS;

/** A small drawing beside words; it never carries a meaning alone. */
export function Icon({ name, size = 15 }: { name: IconName; size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      {PATHS[name]}
    </svg>
  );
}
