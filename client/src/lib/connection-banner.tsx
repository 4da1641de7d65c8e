import { useConnection } from './connection.ts';

const WORDS = {
  connecting: 'Connecting to the lab…',
  lost: 'Connection lost. The containers go on; coming back…',
  closing: 'The lab was ended and removed its containers. Start it again to go on; this page will find it.',
} as const;

/** Says that the connection is not there; nothing otherwise. */
export function ConnectionBanner() {
  const connection = useConnection((state) => state.connection);
  return (
    <div className="connection" role="status">
      {connection !== 'connected' && (
        <span className={`connection-pill ${connection}`}>
          <i aria-hidden="true" />
          {WORDS[connection]}
        </span>
      )}
    </div>
  );
}
