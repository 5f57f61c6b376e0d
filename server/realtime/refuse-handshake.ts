import type { Refusal } from '@jawort/shared/protocol/ack';
import { protocolVersion } from '@jawort/shared/protocol/version';
import type { Logger } from 'pino';
import type { Socket } from 'socket.io';
import * as v from 'valibot';
import { JawortError } from '../error.ts';
import { toRefusal } from './to-refusal.ts';

/** A middleware that lets a connection in when `admit` resolves; else the client's `connect_error` carries the refusal in `data`. */
export function admission(admit: (socket: Socket) => Promise<void>, log: Logger) {
  return (socket: Socket, next: (error?: Error) => void): void => {
    admit(socket).then(
      () => {
        next();
      },
      (error: unknown) => {
        next(new HandshakeRefused(toRefusal(error, log)));
      },
    );
  };
}

class HandshakeRefused extends Error {
  readonly data: Refusal;

  constructor(refusal: Refusal) {
    super(refusal.code);
    this.data = refusal;
  }
}

/** The handshake's `auth`, its protocol version first, since nothing else may be relied on in another version. */
export function parseHandshake<Schema extends v.GenericSchema>(
  schema: Schema,
  { handshake }: Socket,
): v.InferOutput<Schema> {
  const auth: unknown = handshake.auth;
  expectVersion(auth);
  const parsed = v.safeParse(schema, auth);
  if (parsed.success) return parsed.output;
  const field = v.getDotPath(parsed.issues[0]);
  if (field === 'token') throw new JawortError('ERR_TOKEN_INVALID', 'The token is malformed.', { field });
  throw new JawortError('ERR_INVALID', parsed.issues[0].message, field ? { field } : {});
}

function expectVersion(auth: unknown): void {
  if (v.is(v.looseObject({ protocol: v.literal(protocolVersion) }), auth)) return;
  throw new JawortError(
    'ERR_PROTOCOL_VERSION',
    `This server speaks version ${protocolVersion} of the protocol. Load the page again to get a client that does.`,
  );
}
