/** Why a peer is refused: its bytes are not ZMTP, or not what its role allows. */

/** Closes the connection. The message begins with "Expected" and may be shown to the user. */
export class ProtocolError extends Error {}
