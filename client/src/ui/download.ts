/** Long enough for a browser that asks first where to put it, in milliseconds. */
const KEPT_MS = 60_000;

/** Hands a text to the browser as a file to be saved. */
export function downloadText(name: string, text: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'text/plain' }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), KEPT_MS);
}
