// Runs in the page before its own scripts: how long it is from a click until every lane shows a request that was answered.
window.benchFirstAnswers = () =>
  new Promise((resolve) => {
    let clickedAt = null;
    addEventListener('click', ({ timeStamp }) => (clickedAt ??= timeStamp), { capture: true });
    const answered = (counts) =>
      [...counts.querySelectorAll('dt')].some(
        (term) => term.textContent.startsWith('completed') && Number(term.nextElementSibling.textContent) > 0,
      );
    const observer = new MutationObserver(() => {
      const lanes = [...document.querySelectorAll('dl.counts')];
      if (clickedAt === null || lanes.length === 0 || !lanes.every(answered)) return;
      observer.disconnect();
      resolve(performance.now() - clickedAt);
    });
    observer.observe(document, { subtree: true, childList: true, characterData: true });
  });
