import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import { ConversationId, ParticipantId, SegmentId } from '@jawort/shared/domain/ids';
import { Router, type Request, type Response } from 'express';
import * as v from 'valibot';
import type { PlayableView } from '../archive/playable-view.ts';
import { JawortError } from '../error.ts';
import type { HttpParts } from './parts.ts';
import { expectAgent } from './signed-in.ts';

/** What signed-in agents may see of their conversations: the evidence as a time line, and the recordings. */
export function archiveRoutes(parts: HttpParts): Router {
  const { archive } = parts;
  const router = Router();
  router.get('/api/conversations/:conversation/timeline', async (request, response) => {
    const agent = await expectAgent(request, parts);
    response.json(await archive.timeline(agent.id, idIn(ConversationId, request.params.conversation)));
  });
  router.get('/api/recordings', async (request, response) => {
    const agent = await expectAgent(request, parts);
    response.json(await archive.list(agent.id));
  });
  router.get('/api/recordings/:segment/:party', async (request, response) => {
    const agent = await expectAgent(request, parts);
    const segment = idIn(SegmentId, request.params.segment);
    const party = idIn(ParticipantId, request.params.party);
    await sendView(await archive.play(agent.id, segment, party), request, response);
  });
  return router;
}

function idIn<Schema extends v.GenericSchema>(schema: Schema, id: string): v.InferOutput<Schema> {
  if (v.is(schema, id)) return id;
  throw new JawortError('ERR_NOT_FOUND', 'There is nothing at this address.');
}

async function sendView(view: PlayableView, request: Request, response: Response): Promise<void> {
  response.type(view.mediaType).set({ 'Accept-Ranges': 'bytes', 'Cache-Control': 'private, no-store' });
  const range = rangeOf(view, request);
  if (range === null) {
    response.status(416).set('Content-Range', `bytes */${view.size}`).end();
    return;
  }
  const { start, end } = range;
  if (range.partial) response.status(206).set('Content-Range', `bytes ${start}-${end - 1}/${view.size}`);
  response.set('Content-Length', String(end - start));
  if (request.method === 'HEAD') response.end();
  else await sendBytes(view, start, end, response);
}

async function sendBytes(view: PlayableView, start: number, end: number, response: Response): Promise<void> {
  try {
    await pipeline(Readable.from(view.read(start, end)), response);
  } catch (error) {
    // A player that seeks drops the connection; only what went wrong here is worth telling.
    if (!response.destroyed) throw error;
  }
}

type ByteRange = { readonly start: number; readonly end: number; readonly partial: boolean };

/** One range, as players ask for; `null` where none of it exists (RFC 9110 §14). */
function rangeOf({ size }: PlayableView, request: Request): ByteRange | null {
  const ranges = request.range(size, { combine: true });
  if (ranges === -1) return null;
  const [first] = Array.isArray(ranges) && ranges.type === 'bytes' ? ranges : [];
  if (!first) return { start: 0, end: size, partial: false };
  return { start: first.start, end: first.end + 1, partial: true };
}
