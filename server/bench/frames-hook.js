/* Runs in the page before its own scripts: tells the time between frames, and how long the page worked in each. */
(() => {
  const request = window.requestAnimationFrame.bind(window);
  let frame = { at: 0, work: 0 };
  let between = [];
  let work = [];
  window.requestAnimationFrame = (callback) =>
    request((now) => {
      if (now !== frame.at) {
        between.push(now - frame.at);
        work.push(frame.work);
        frame = { at: now, work: 0 };
      }
      const began = performance.now();
      callback(now);
      frame.work += performance.now() - began;
    });
  const tick = () => window.requestAnimationFrame(tick);
  tick();
  window.benchFrames = {
    begin() {
      between = [];
      work = [];
    },
    end: () => ({ between: between.slice(2), work: work.slice(2) }),
  };
})();
