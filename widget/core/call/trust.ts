import type { ServerKeys } from '@jawort/shared/events/verify-chain';
import type { LiveContext } from '../live.ts';
import { fetchServerKeys } from './server-keys.ts';
import { findSigningKey, obtainSigningKey, type SigningKey } from './signing-key.ts';

/** The keys a party works with: its own, and the server's, which stay those first seen. */
export class Trust {
  readonly #context: LiveContext;
  #server: Promise<ServerKeys> | null = null;

  constructor(context: LiveContext) {
    this.#context = context;
  }

  /** The server's keys; asked for again only where they could not be had. */
  server(): Promise<ServerKeys> {
    this.#server ??= fetchServerKeys(this.#context.host).catch((cause: unknown) => {
      this.#server = null;
      throw cause;
    });
    return this.#server;
  }

  /** One's own key, made when first needed: a visitor's for this conversation, an agent's for this browser. */
  obtainOwn(): Promise<SigningKey> {
    return obtainSigningKey(this.#context.host.keys, this.#name());
  }

  /** One's own key, if it was ever made. */
  findOwn(): Promise<SigningKey | null> {
    return findSigningKey(this.#context.host.keys, this.#name());
  }

  #name(): string {
    const { role, conversation } = this.#context;
    return role === 'visitor' ? `visitor.${conversation}` : 'agent';
  }
}
