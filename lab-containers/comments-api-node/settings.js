/** Settings of the environment. A bad value ends the program: it would measure the wrong thing. */

/**
 * @param {string} name
 * @param {number} max
 * @param {number} otherwise where nothing is said
 */
export function wholeNumber(name, max, otherwise) {
  const text = process.env[name] ?? String(otherwise);
  if (/^[0-9]{1,9}$/.test(text) && Number(text) <= max) return Number(text);
  return refuse(`${name} takes a whole number from 0 to ${max}, not ${JSON.stringify(text)}.`);
}

/**
 * One of the choices; the first where nothing is said.
 *
 * @template T
 * @param {string} name
 * @param {Map<string, T>} choices
 */
export function choice(name, choices) {
  const names = [...choices.keys()];
  const text = process.env[name] ?? names[0] ?? '';
  const chosen = choices.get(text);
  if (chosen !== undefined) return chosen;
  return refuse(`${name} takes one of ${names.join(', ')}, not ${JSON.stringify(text)}.`);
}

/**
 * @param {string} message
 * @returns {never}
 */
function refuse(message) {
  console.error(message);
  process.exit(1);
}
