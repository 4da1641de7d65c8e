import { create } from 'zustand';
import { socket } from './socket.ts';

/** `closing` is the lab's own word before it ends; `lost` is what the page sees of everything else. */
export type Connection = 'connecting' | 'connected' | 'lost' | 'closing';

/** The state of the page's one connection. */
export const useConnection = create<{ connection: Connection }>()(() => ({ connection: 'connecting' }));

socket.on('connect', () => useConnection.setState({ connection: 'connected' }));
socket.on('lab:closing', () => useConnection.setState({ connection: 'closing' }));
socket.on('disconnect', () => {
  useConnection.setState(({ connection }) => ({ connection: connection === 'closing' ? 'closing' : 'lost' }));
  // socket.io does not come back by itself where the server said goodbye; a lab that is started anew should be found.
  if (!socket.active) socket.connect();
});
