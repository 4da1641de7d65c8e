import { classes } from '../../ui/classes.ts';

/** A section of a scenario's text: HTML that the lab made from its own author's Markdown, raw HTML escaped. */
export function Prose({ html, className }: { html: string; className?: string }) {
  if (html === '') return null;
  return (
    // biome-ignore lint/security/noDangerouslySetInnerHtml: the lab's own Markdown, rendered with raw HTML escaped
    <div className={classes('guide-body', className)} dangerouslySetInnerHTML={{ __html: html }} />
  );
}
