import type { ConversationId, ParticipantId } from '@jawort/shared/domain/ids';
import type { RequestInput, RequestOutput } from '@jawort/shared/protocol/requests';
import type { Bus, NoticeOf } from '../ports/bus.ts';
import type { Clock } from '../ports/clock.ts';
import type { ConversationStore, MessageStore } from '../ports/store.ts';

/** Who writes: a participant through one of its connections. */
export type Author = {
  readonly connection: string;
  readonly conversation: ConversationId;
  readonly party: ParticipantId;
};

export type MessagingParts = {
  readonly conversations: ConversationStore;
  readonly messages: MessageStore;
  readonly bus: Bus;
  readonly clock: Clock;
};

/** What is written in a conversation, how far it has been read, and who is writing. */
export class Messaging {
  readonly #parts: MessagingParts;
  readonly #typing = new Map<string, Author>();

  constructor(parts: MessagingParts) {
    this.#parts = parts;
  }

  /** Resolves when the message is on disk; the same id again gives the same `seq` (MS1). */
  async send(
    { id, text }: RequestInput<'message:send'>,
    author: Author,
  ): Promise<RequestOutput['message:send']> {
    const { messages, clock } = this.#parts;
    const at = clock.now().toISOString();
    const message = await messages.post(author.conversation, { id, author: author.party, text, at });
    this.#ring(author, 'message:posted', { conversation: author.conversation, message });
    return { seq: message.seq, at: message.at };
  }

  /** Moves the reader's marker forwards, never past the last message. */
  async mark({ delivered, read }: RequestInput<'message:mark'>, reader: Author): Promise<void> {
    const { conversation, party } = reader;
    const head = (await this.#parts.conversations.find(conversation))?.head ?? 0;
    const marker = await this.#parts.messages.mark(conversation, {
      participant: party,
      delivered: Math.min(delivered, head),
      read: Math.min(read, head),
    });
    this.#ring(reader, 'message:marked', { conversation, marker });
  }

  setTyping(typing: boolean, author: Author): void {
    const key = keyOf(author);
    if (typing) this.#typing.set(key, author);
    else this.#typing.delete(key);
    this.#ringTyping(typing, author);
  }

  /** A connection that is gone types no longer. */
  forget(author: Author): void {
    if (this.#typing.delete(keyOf(author))) this.#ringTyping(false, author);
  }

  #ringTyping(typing: boolean, author: Author): void {
    const { conversation, party } = author;
    this.#ring(author, 'typing:changed', { conversation, participant: party, typing });
  }

  #ring({ conversation, connection }: Author, ...notice: NoticeOf): void {
    this.#parts.bus.ring({ to: 'conversation', conversation, except: connection }, ...notice);
  }
}

function keyOf({ connection, conversation }: Author): string {
  return `${connection} ${conversation}`;
}
