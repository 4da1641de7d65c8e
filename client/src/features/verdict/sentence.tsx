import type { SentencePart } from '#protocol/run.ts';

/** What a run proved, with what weighs in it. */
export function Sentence({ parts }: { parts: readonly SentencePart[] }) {
  return parts.map((part, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a part has no other name than its place
    <span key={index} className={part.tone}>
      {part.text}
    </span>
  ));
}
