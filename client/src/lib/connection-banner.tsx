import { said, told } from '#protocol/language/say.ts';
import { useConnection } from './connection.ts';

const WORDS = {
  connecting: said('Connecting to the lab…'),
  lost: said('Connection lost. The containers go on; coming back…'),
  closing: said('The lab was ended and removed its containers. Start it again to go on; this page will find it.'),
};

/** Says that the connection is not there; nothing otherwise. */
export function ConnectionBanner() {
  const connection = useConnection((state) => state.connection);
  return (
    <div className="connection" role="status">
      {connection !== 'connected' && (
        <span className={`connection-pill ${connection}`}>
          <i aria-hidden="true" />
          {told(WORDS[connection])}
        </span>
      )}
    </div>
  );
}
