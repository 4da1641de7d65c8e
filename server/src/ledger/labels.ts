/** What the sentence calls each lane: its label, with the lane's own name where two would be called the same. */
export function distinctLabels(lanes: readonly { title: string; label: string }[]): string[] {
  return lanes.map(({ title, label }) => {
    const isShared = lanes.filter((other) => other.label === label).length > 1;
    return isShared ? `${title} (${label})` : label;
  });
}
