import { Link } from 'wouter';
import { say } from '#protocol/language/say.ts';
import { Icon } from './ui/icon.tsx';

/** The way to the course. On a narrow bar its sign stands alone. */
export function CourseLink() {
  return (
    <Link
      className="button ghost course-link"
      href="/learn"
      aria-label={say('Course')}
      title={say('Course: learn it step by step')}
    >
      <Icon name="book" />
      <span>{say('Course')}</span>
    </Link>
  );
}
