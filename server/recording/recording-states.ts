import type { ConversationId, SegmentId } from '@jawort/shared/domain/ids';
import type { Instant, Modality, Recording } from '@jawort/shared/domain/records';
import type { Bus } from '../ports/bus.ts';
import type { Clock } from '../ports/clock.ts';

type On = { readonly segment: SegmentId; readonly since: Instant; readonly modalities: readonly Modality[] };

/** What people are told of recording, and that it has changed. Nothing is decided by it. */
export class RecordingStates {
  readonly #bus: Bus;
  readonly #clock: Clock;
  readonly #states = new Map<ConversationId, Recording>();

  constructor({ bus, clock }: { readonly bus: Bus; readonly clock: Clock }) {
    this.#bus = bus;
    this.#clock = clock;
  }

  of(conversation: ConversationId): Recording {
    return this.#states.get(conversation) ?? { state: 'off' };
  }

  showOn(conversation: ConversationId, { segment, since, modalities }: On): void {
    this.#show(conversation, { state: 'on', segment, since, modalities: [...modalities] });
  }

  showStopped(conversation: ConversationId, reason: string): void {
    if (this.of(conversation).state !== 'on') return;
    this.#show(conversation, { state: 'stopped', at: this.#clock.now().toISOString(), reason });
  }

  /** For when the call is over. */
  forget(conversation: ConversationId): void {
    if (!this.#states.delete(conversation)) return;
    this.#ring(conversation);
  }

  #show(conversation: ConversationId, now: Recording): void {
    this.#states.set(conversation, now);
    this.#ring(conversation);
  }

  #ring(conversation: ConversationId): void {
    const now = this.of(conversation);
    this.#bus.ring({ to: 'conversation', conversation }, 'recording:changed', { conversation, now });
  }
}
