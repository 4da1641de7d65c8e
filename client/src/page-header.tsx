import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { ThemeMenu } from './later-menus.tsx';

/** The bar above every page: what it is, what the page puts into it, and the theme. */
export function PageHeader({ children }: { children?: ReactNode }) {
  return (
    <header className="top">
      <h1 className="brand">
        <Link href="/">
          <svg width="22" height="22" viewBox="0 0 22 22" aria-hidden="true">
            <path
              d="M2 16h7l3-10 2 6h6"
              fill="none"
              stroke="var(--sky)"
              strokeWidth="2.2"
              strokeLinejoin="round"
              strokeLinecap="round"
            />
          </svg>
          <span className="brand-name">Graceful Shutdown Lab</span>
        </Link>
      </h1>
      {children}
      <ThemeMenu />
    </header>
  );
}
