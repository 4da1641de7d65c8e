/* Runs in the page before its own scripts: notes what a visitor sees of its loading, by the browser's own entries. */
(() => {
  const seen = { firstPaint: 0, largestPaint: 0, shift: 0, blocked: 0 };
  const watch = (type, note) =>
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) note(entry);
    }).observe({ type, buffered: true });
  watch('paint', ({ name, startTime }) => {
    if (name === 'first-contentful-paint') seen.firstPaint = startTime;
  });
  watch('largest-contentful-paint', ({ startTime }) => {
    seen.largestPaint = startTime;
  });
  watch('layout-shift', ({ value }) => {
    seen.shift += value;
  });
  // What a task takes beyond 50 ms, a visitor waits for (web.dev/articles/tbt).
  watch('longtask', ({ duration }) => {
    seen.blocked += duration - 50;
  });
  window.benchLoad = () => seen;
})();
