/**
 * On paper the light theme is used, whatever the screen has. The pictures were drawn in the screen's colours and cannot be drawn
 * anew while the browser prints: the style turns them over where they were drawn for the dark.
 */
export function paperOnPrint(): void {
  const { dataset } = document.documentElement;
  let onScreen = dataset.theme;
  addEventListener('beforeprint', () => {
    onScreen = dataset.theme;
    dataset.drawnFor = onScreen;
    dataset.theme = 'light';
  });
  addEventListener('afterprint', () => {
    dataset.theme = onScreen;
    delete dataset.drawnFor;
  });
}
