import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { ConversationId } from '@jawort/shared/domain/ids';
import { JawortError } from '../../error.ts';

const algorithm = 'aes-256-gcm';
const keyBytes = 32;
const nonceBytes = 12;
const tagBytes = 16;

/** A random key of the length that the vault takes. */
export const makeKey = (): Buffer => randomBytes(keyBytes);

/** Wraps each conversation's own key with one that lies outside the database, so that a copy of the database tells nothing (EV5). */
export class Vault {
  readonly #key: Buffer;

  constructor(key: Buffer) {
    if (key.length !== keyBytes)
      throw new JawortError(
        'ERR_UNAVAILABLE',
        `The key file must hold ${keyBytes} bytes, it holds ${key.length}.`,
      );
    this.#key = key;
  }

  /** A fresh key for a conversation, wrapped. */
  make(conversation: ConversationId): Buffer {
    return seal(this.#key, makeKey(), boundTo(conversation, 'key', conversation));
  }

  open(conversation: ConversationId, wrapped: Uint8Array): ConversationKey {
    return new ConversationKey(
      conversation,
      open(this.#key, wrapped, boundTo(conversation, 'key', conversation)),
    );
  }
}

/** Seals a conversation's texts. What was sealed for one column and row opens for no other. */
export class ConversationKey {
  readonly #conversation: ConversationId;
  readonly #key: Buffer;

  constructor(conversation: ConversationId, key: Buffer) {
    this.#conversation = conversation;
    this.#key = key;
  }

  seal(column: string, row: string, text: string): Buffer {
    return seal(this.#key, Buffer.from(text), boundTo(this.#conversation, column, row));
  }

  open(column: string, row: string, sealed: Uint8Array): string {
    return open(this.#key, sealed, boundTo(this.#conversation, column, row)).toString();
  }
}

function boundTo(conversation: ConversationId, column: string, row: string): Buffer {
  return Buffer.from(`jawort 1 ${conversation} ${column} ${row}`);
}

function seal(key: Buffer, plain: Buffer, bound: Buffer): Buffer {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv(algorithm, key, nonce).setAAD(bound);
  const sealed = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([nonce, sealed, cipher.getAuthTag()]);
}

function open(key: Buffer, sealed: Uint8Array, bound: Buffer): Buffer {
  const nonce = sealed.subarray(0, nonceBytes);
  const decipher = createDecipheriv(algorithm, key, nonce)
    .setAAD(bound)
    .setAuthTag(sealed.subarray(-tagBytes));
  return Buffer.concat([decipher.update(sealed.subarray(nonceBytes, -tagBytes)), decipher.final()]);
}
