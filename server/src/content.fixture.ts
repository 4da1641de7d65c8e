import type { Lab } from './lab.ts';

const nothing = { scenarios: [], course: { title: 'None', chapters: [] } };

/** What a lab teaches that is there for something else. */
export const NO_CONTENT: Lab['content'] = { en: nothing, 'pt-BR': nothing };
