// The same rule as src/ui/theme.ts, which takes over once the page runs: a remembered choice, else the system's.
(() => {
  let choice = null;
  try {
    choice = localStorage.getItem('lab-theme');
  } catch {
    // A browser that keeps nothing: the system's theme it is.
  }
  const light = choice === 'light' || (choice !== 'dark' && matchMedia('(prefers-color-scheme: light)').matches);
  document.documentElement.dataset.theme = light ? 'light' : 'dark';
})();
