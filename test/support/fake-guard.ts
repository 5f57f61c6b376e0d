import type { ConversationId } from '@jawort/shared/domain/ids';
import type { Recording } from '@jawort/shared/domain/records';
import type { Hold, RecordingGuard } from '../../server/ports/recording.ts';

/** A recorder that acknowledges when told to, and says how often it is held. */
export class FakeGuard implements RecordingGuard {
  readonly #log: string[];
  /** From when on each hold that was asked for drops what arrived, monotonic. */
  readonly heldFrom: bigint[] = [];
  holds = 0;
  /** Resolves when the recorder has acknowledged. */
  acknowledged: () => Promise<void> = () => Promise.resolve();

  /** `log` gets what happens, in order. */
  constructor(log: string[] = []) {
    this.#log = log;
  }

  async hold(_conversation: ConversationId, at: bigint): Promise<Hold> {
    this.heldFrom.push(at);
    this.holds++;
    await this.acknowledged();
    this.#log.push('held');
    let released = false;
    return {
      release: () => {
        if (released) return;
        released = true;
        this.holds--;
        this.#log.push('released');
      },
    };
  }

  reconsider(): void {
    this.#log.push('reconsidered');
  }

  state(): Recording {
    return { state: 'off' };
  }
}
