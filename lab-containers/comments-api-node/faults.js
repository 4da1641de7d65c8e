import express from 'express';

/** How much memory is taken at once, and how often: slow enough for other requests to be handled meanwhile. */
const BITE_BYTES = 8 * 1024 * 1024;
const BITE_EVERY_MS = 20;
/** More than any container of the lab may have. Where no limit stops it, it stops here, and the machine is left alone. */
const ENOUGH_BYTES = 1024 * 1024 * 1024;

/** Requests that make the program fail, as a mistake in it would. Each is answered first. */
export function createFaults() {
  const faults = express.Router();
  faults.post('/fault/crash', (_request, response) => {
    response.once('finish', () => {
      throw new Error('a request to /fault/crash was made: nobody catches this error');
    });
    response.sendStatus(202);
  });
  faults.post('/fault/out-of-memory', (_request, response) => {
    response.once('finish', eatMemory);
    response.sendStatus(202);
  });
  return faults;
}

/** Takes memory until the kernel ends the process. Buffers are not in V8's heap, whose own limit would end it otherwise. */
function eatMemory() {
  /** @type {Buffer[]} */
  const eaten = [];
  const eating = setInterval(() => {
    // Filled, because memory that was never written to is not really taken.
    eaten.push(Buffer.alloc(BITE_BYTES, 1));
    if (eaten.length * BITE_BYTES >= ENOUGH_BYTES) clearInterval(eating);
  }, BITE_EVERY_MS);
}
