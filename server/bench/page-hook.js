// Runs in the page before its own scripts. The page acknowledges a message of the lab's when the write callbacks of its terminals have
// come (protocol/socket.ts, `run:advanced`), so the moment of the acknowledgement is what the benchmark is after. Nothing is parsed
// here: that would take the page's time.
const waiting = new Map();
const drawn = [];
window.benchDrawn = () => drawn.splice(0);

window.WebSocket = class extends WebSocket {
  constructor(...args) {
    super(...args);
    // socket.io's packets: 42, the acknowledgement's number, the event with its arguments; the answer is 43 and that number.
    this.addEventListener('message', ({ data }) => {
      const id = /^42(\d+)\["run:advanced"/.exec(data)?.[1];
      if (id !== undefined) waiting.set(id, data);
    });
  }

  send(data) {
    const id = /^43(\d+)/.exec(data)?.[1];
    if (id !== undefined && waiting.has(id)) {
      drawn.push({ at: performance.timeOrigin + performance.now(), packet: waiting.get(id) });
      waiting.delete(id);
    }
    super.send(data);
  }
};
