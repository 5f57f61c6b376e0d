/** The version of the wire protocol that this code speaks; a client sends it in its handshake. */
export const protocolVersion = 1;

/** The largest frame, in bytes, that a server accepts from a socket. */
export const maxFrameBytes = 65_536;

/** How often each side of a call beats, and after how long without a beat a party is lost, in milliseconds (RG4). */
export const beat = { everyMs: 1000, lostAfterMs: 5000 } as const;

/** How long a call rings before it ends as `no-answer`, in milliseconds. */
export const ringMs = 45_000;
