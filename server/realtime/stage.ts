import {
  requests,
  type RequestInput,
  type RequestName,
  type RequestOutput,
} from '@jawort/shared/protocol/requests';
import * as v from 'valibot';
import { JawortError } from '../error.ts';
import type { ConversationId } from '@jawort/shared/domain/ids';
import type { Asker, Handlers } from './handler.ts';

/** Answers one kind of request: parses what came, does it, gives what the acknowledgement carries. */
export type Answer = (input: unknown) => Promise<unknown>;

/** Everything that a connection can ask at its stage; there is nothing else for it. */
export type Stage = ReadonlyMap<string, Answer>;

/** One entry of a stage. */
export function answer<Name extends RequestName>(
  name: Name,
  handle: (input: RequestInput<Name>) => Promise<RequestOutput[Name]>,
): readonly [Name, Answer] {
  return [name, async (input) => handle(parse(requests[name], input))];
}

/** Entries for handlers that serve participants: each is told who asks, found by the conversation that the request names. */
export function answersOf(
  handlers: Handlers,
  askerOf: (conversation: ConversationId) => Promise<Asker>,
  onFailed: (error: unknown, asker: Asker) => void,
): readonly (readonly [string, Answer])[] {
  const names = Object.keys(handlers) as OfConversation[];
  return names.map((name) => answerOf(name, handlers, askerOf, onFailed)).filter((one) => one !== undefined);
}

/** Requests that name the conversation they are about. */
type OfConversation = Exclude<RequestName, 'inbox:watch'>;

function answerOf<Name extends OfConversation>(
  name: Name,
  handlers: Handlers,
  askerOf: (conversation: ConversationId) => Promise<Asker>,
  onFailed: (error: unknown, asker: Asker) => void,
): readonly [Name, Answer] | undefined {
  const handle = handlers[name];
  if (!handle) return undefined;
  return answer(name, async (input) => {
    const asker = await askerOf(input.conversation);
    return handle(input, asker).catch((error: unknown) => {
      onFailed(error, asker);
      throw error;
    });
  });
}

function parse<Schema extends v.GenericSchema>(schema: Schema, input: unknown): v.InferOutput<Schema> {
  const parsed = v.safeParse(schema, input, { abortEarly: true });
  if (parsed.success) return parsed.output;
  const [issue] = parsed.issues;
  const field = v.getDotPath(issue);
  throw new JawortError(
    'ERR_INVALID',
    field ? `${field}: ${issue.message}` : issue.message,
    field ? { field } : {},
  );
}
