const PATHS = {
  play: <path d="M4.5 3.2v9.6l8-4.8z" fill="currentColor" stroke="none" />,
  pause: <path d="M4.5 3.5h2.4v9H4.5zM9.1 3.5h2.4v9H9.1z" fill="currentColor" stroke="none" />,
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
  repeat: (
    <path d="M3 7.5V6.2a2 2 0 0 1 2-2h7.5M10.4 2.1l2.1 2.1-2.1 2.1M13 8.5v1.3a2 2 0 0 1-2 2H3.5M5.6 13.9l-2.1-2.1 2.1-2.1" />
  ),
  book: (
    <path d="M8 4.2C6.6 3.2 4.6 2.9 2.5 3.2v8.9c2.1-.3 4.1 0 5.5 1 1.4-1 3.4-1.3 5.5-1V3.2c-2.1-.3-4.1 0-5.5 1zM8 4.2v8.9" />
  ),
  lock: <path d="M4 7.2h8v6H4zM5.7 7.2V5.3a2.3 2.3 0 0 1 4.6 0v1.9" />,
  history: <path d="M2.8 8a5.2 5.2 0 1 0 1.7-3.9M2.6 2.8v2.6h2.6M8 5v3.2l2.2 1.4" />,
  pen: <path d="m3 13 .6-2.6 7-7 2 2-7 7zM9.4 4.6l2 2" />,
  bin: <path d="M3 4.5h10M6.2 4.5v-2h3.6v2M4.3 4.5l.7 9h6l.7-9" />,
  table: <path d="M2.5 3.5h11v9h-11zM2.5 6.5h11M2.5 9.5h11M6.5 6.5v6" />,
  plus: <path d="M8 3.5v9M3.5 8h9" />,
  minus: <path d="M3.5 8h9" />,
  keys: <path d="M1.5 4.5h13v7h-13zM4 7h.01M6.7 7h.01M9.3 7h.01M12 7h.01M5.5 9.2h5" />,
  left: <path d="m10 4-4 4 4 4" />,
  right: <path d="m6 4 4 4-4 4" />,
  fit: <path d="M2.5 5v6M13.5 5v6M5 8h6M5 8l1.8-1.8M5 8l1.8 1.8M11 8 9.2 6.2M11 8 9.2 9.8" />,
  save: <path d="M8 2.5v8M4.5 7 8 10.5 11.5 7M2.5 10.5v3h11v-3" />,
  sliders: <path d="M2.5 4.5h5M11.5 4.5h2M2.5 11.5h2M8.5 11.5h5M9.5 2.8v3.4M6.5 9.8v3.4" />,
  prompt: <path d="M2.5 3.5h11v9h-11zM5 6l2 2-2 2M8.5 10h2.5" />,
  link: (
    <path d="M6.7 9.3a2.4 2.4 0 0 0 3.4 0l2.3-2.3A2.4 2.4 0 0 0 9 3.6l-.9.9M9.3 6.7a2.4 2.4 0 0 0-3.4 0L3.6 9A2.4 2.4 0 0 0 7 12.4l.9-.9" />
  ),
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
