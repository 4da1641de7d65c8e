/**
 * Presses a button as the Enter key does: what opens a menu listens for the key, what opens a dialog for the click that the browser
 * makes of a key that nobody took.
 */
export function press(button: HTMLButtonElement): void {
  button.focus();
  const key = new KeyboardEvent('keydown', { key: 'Enter', code: 'Enter', bubbles: true, cancelable: true });
  if (button.dispatchEvent(key)) button.click();
}
