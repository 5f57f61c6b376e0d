import type { IncomingMessage, Server as HttpServer } from 'node:http';
import { maxFrameBytes } from '@jawort/shared/protocol/version';
import { Server } from 'socket.io';
import type { Audience, NoticeOf } from '../ports/bus.ts';
import { openAgentNamespace } from './agent-namespace.ts';
import type { RealtimeParts } from './parts.ts';
import { roomOf, rooms } from './rooms.ts';
import { openVisitorNamespace } from './visitor-namespace.ts';

/** The sockets of visitors and agents. */
export interface RealtimeServer {
  /** Begins to answer at /socket; to be called when the HTTP server has its other listeners, which then no longer see that path. */
  attach(http: HttpServer): void;
  /** Disconnects everything that a signed-out session still holds. */
  signOut(session: string): void;
  /** Says good-bye to everybody, then disconnects. */
  close(): Promise<void>;
}

/** Prepares the sockets of visitors and agents. */
export function openRealtime(parts: RealtimeParts): RealtimeServer {
  const server = new Server({
    path: '/socket',
    serveClient: false,
    transports: ['websocket', 'polling'],
    maxHttpBufferSize: maxFrameBytes,
    perMessageDeflate: false,
    httpCompression: false,
    cors: { origin: [...parts.origins.all] },
    allowRequest: (request, callback) => {
      allow(request, parts, callback);
    },
  });
  // Clients that name no namespace are given this one; nobody has any business there.
  server.use((_socket, next) => {
    next(new Error('ERR_NOT_FOUND'));
  });
  openVisitorNamespace(server.of('/visitor'), parts);
  openAgentNamespace(server.of('/agent'), parts);
  const hangUp = parts.bus.subscribe((audience, ...notice) => {
    deliver(server, audience, notice);
  });
  return {
    attach: (http) => {
      server.attach(http);
      dropRequests(server);
    },
    signOut: (session) => {
      server.of('/agent').in(rooms.session(session)).disconnectSockets(true);
    },
    close: () => close(server, hangUp),
  };
}

// CORS does not cover WebSockets, so the origin is checked here; each namespace checks again, by its own list.
function allow(
  { headers }: IncomingMessage,
  { origins, log }: RealtimeParts,
  callback: (error: string | null, ok: boolean) => void,
): void {
  if (origins.isKnown(headers)) {
    callback(null, true);
    return;
  }
  log.warn({ origin: headers.origin }, 'a page of an origin that no site lists was refused');
  callback('ERR_ORIGIN_NOT_ALLOWED', false);
}

// Each connection would keep its first HTTP request in memory for as long as it lasts; the namespaces have read its headers by now.
function dropRequests(server: Server): void {
  for (const namespace of ['/visitor', '/agent'])
    server.of(namespace).on('connection', ({ conn }: { conn: { request: unknown } }) => {
      conn.request = null;
    });
}

function deliver(server: Server, audience: Audience, [name, payload]: NoticeOf): void {
  const room = roomOf(audience);
  const except = audience.to === 'conversation' ? audience.except : undefined;
  for (const namespace of ['/visitor', '/agent']) {
    const to = server.of(namespace).to(room);
    (except === undefined ? to : to.except(except)).emit(name, payload);
  }
}

async function close(server: Server, hangUp: () => void): Promise<void> {
  for (const namespace of ['/visitor', '/agent']) server.of(namespace).emit('server:closing', {});
  hangUp();
  await server.close();
}
