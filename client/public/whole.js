// Chromium gives up what it is loading when a network interface comes or goes (net::ERR_NETWORK_CHANGED), and on Linux one does with
// every container that starts or ends. Without a part of its scripts the page would stay empty: it is then loaded anew.
(() => {
  const KEY = 'lab-loads';
  /** So many times within so many milliseconds; what fails more often is no accident. */
  const TIMES = 3;
  const WITHIN_MS = 15_000;
  let isUnderWay = false;
  // What has the texts of other languages may be what is missing.
  const WORDS = isPortuguese()
    ? 'Uma parte desta página não pôde ser carregada. Carregue-a de novo, com F5.'
    : 'A part of this page could not be loaded. Load it anew, with F5.';

  /** The same rule as src/ui/language.ts. */
  function isPortuguese() {
    let choice = null;
    try {
      choice = localStorage.getItem('lab-language');
    } catch {
      // A browser that keeps nothing: its own language it is.
    }
    return (choice ?? navigator.languages.find((tag) => /^(en|pt)\b/i.test(tag)) ?? 'en')
      .toLowerCase()
      .startsWith('pt');
  }

  /** Whether one more try may be made: they are counted over loads, and where nothing can be remembered there is none. */
  function mayTry() {
    try {
      const now = Date.now();
      const times = (sessionStorage.getItem(KEY) ?? '').split(' ').filter((time) => now - Number(time) < WITHIN_MS);
      if (times.length >= TIMES) return false;
      sessionStorage.setItem(KEY, [...times, now].join(' '));
      return true;
    } catch {
      return false;
    }
  }

  function loadAnew() {
    if (isUnderWay) return;
    isUnderWay = true;
    const act = () => {
      if (mayTry()) location.reload();
      else document.getElementById('root')?.append(WORDS);
    };
    if (document.readyState === 'complete') act();
    else addEventListener('load', act);
  }

  // A script, with all that it imports, or a style sheet; such errors do not rise, they can only be caught on their way down.
  addEventListener(
    'error',
    ({ target }) => {
      if (target instanceof HTMLScriptElement || target instanceof HTMLLinkElement) loadAnew();
    },
    true,
  );
  // What the page fetches later: https://vite.dev/guide/build#load-error-handling
  addEventListener('vite:preloadError', loadAnew);
})();
