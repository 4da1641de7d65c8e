import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { ConnectionBanner } from './lib/connection-banner.tsx';
import { PageHeader } from './page-header.tsx';

interface PageFrameProps {
  /** The class of the page's main part. */
  className?: string;
  /** Where one can go from here: address and word. */
  ways: readonly (readonly [href: string, word: string])[];
  /** What is said of the page as a whole, above its main part. */
  notices?: ReactNode;
  children: ReactNode;
}

/** A page beside the lab: the bar with the ways out, the connection, and what it is about. */
export function PageFrame({ className, ways, notices, children }: PageFrameProps) {
  return (
    <div className="page">
      <PageHeader>
        <span className="spacer" />
        {ways.map(([href, word]) => (
          <Link key={word} className="button ghost" href={href}>
            {word}
          </Link>
        ))}
      </PageHeader>
      <ConnectionBanner />
      {notices}
      <main className={className}>{children}</main>
    </div>
  );
}
