import { create } from 'zustand';
import type { EngineKind } from '#protocol/engine.ts';
import type { LabView } from '#protocol/socket.ts';
import { ask, socket } from '../../lib/socket.ts';
import { recall, remember } from '../../ui/remembered.ts';
import { chosenEngine } from './chosen-engine.ts';

const KEY = 'lab-engine';

interface Catalogue {
  lab: LabView | null;
  /** Why the lab could not describe itself. */
  failure: string | null;
  /** The engine for the next run; null before the lab described itself. */
  engine: EngineKind | null;
  chooseEngine(engine: EngineKind): void;
}

/** What the lab offers: its scenarios and its engines. */
export const useCatalogue = create<Catalogue>()((set) => ({
  lab: null,
  failure: null,
  engine: null,
  chooseEngine: (engine) => {
    remember(KEY, engine);
    set({ engine });
  },
}));

async function askLab(): Promise<void> {
  const answer = await ask((asking) => asking.emitWithAck('lab:describe'));
  if (!answer.ok) return useCatalogue.setState({ failure: answer.message });
  const lab = answer.data;
  useCatalogue.setState({ lab, failure: null, engine: chosenEngine(lab.engines, recall(KEY)) });
}

// With every connection, not once: a lab that was started anew may have other engines and scenarios.
socket.on('connect', () => void askLab());
