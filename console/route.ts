import { ConversationId, SegmentId } from '@jawort/shared/domain/ids';
import * as v from 'valibot';

/** Where in the console somebody is; it stands in the address, so that back and reload work. */
export type Route =
  | { readonly page: 'conversations'; readonly conversation: ConversationId | null }
  | { readonly page: 'recordings'; readonly segment: SegmentId | null };

export function parseRoute(hash: string): Route {
  const [, page, id] = hash.split('/');
  if (page === 'recordings') return { page, segment: parsed(SegmentId, id) };
  return { page: 'conversations', conversation: parsed(ConversationId, id) };
}

export function hrefOf(route: Route): string {
  const id = route.page === 'recordings' ? route.segment : route.conversation;
  return id ? `#/${route.page}/${id}` : `#/${route.page}`;
}

function parsed<Schema extends v.GenericSchema>(
  schema: Schema,
  input: unknown,
): v.InferOutput<Schema> | null {
  const result = v.safeParse(schema, input);
  return result.success ? result.output : null;
}
