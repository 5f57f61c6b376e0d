import type { ParticipantId } from '@jawort/shared/domain/ids';
import type { Recording } from '@jawort/shared/domain/records';
import type { CallJoined } from '@jawort/shared/protocol/media';
import { beat } from '@jawort/shared/protocol/version';
import type { HeadlessParty, InCall } from '../support/headless-party.ts';

/** The machine's monotonic time around one beat, in nanoseconds: the server heard it in between. */
export type Beat = { readonly sent: bigint; readonly answered: bigint };

/** Somebody in a call, who beats every second from joining on. */
export class Caller {
  readonly party: HeadlessParty;
  readonly ref: ParticipantId;
  readonly at: InCall;
  /** Those that the server has given this party for its own consents. */
  readonly receipts: string[] = [];
  #timer: NodeJS.Timeout | undefined;
  #count = 0;
  #answered = Promise.withResolvers<Beat>();

  constructor(party: HeadlessParty, ref: ParticipantId, at: InCall) {
    this.party = party;
    this.ref = ref;
    this.at = at;
  }

  async join(): Promise<CallJoined> {
    const joined = await this.party.join(this.at);
    this.#beatOn();
    return joined;
  }

  /** After the connection was lost: connects again. The call it has to join again by itself. */
  async reconnect(): Promise<void> {
    this.stopBeating();
    this.party.socket.disconnect().connect();
    await this.party.connected();
  }

  /** Resolves when the connection is gone: what came over it has been heard by then. */
  async disconnected(): Promise<void> {
    const { socket } = this.party;
    if (!socket.connected) return;
    await new Promise<void>((resolve) => {
      socket.once('disconnect', () => {
        resolve();
      });
    });
  }

  /** Only what is heard from now on counts. */
  forget(): void {
    this.party.heard.splice(0);
  }

  /** Resolves when this party has been told so. */
  async hearsRecording(state: Recording['state']): Promise<Recording> {
    const told = (await this.party.notice(
      'recording:changed',
      ({ now }: { now: Recording }) => now.state === state,
    )) as { now: Recording };
    return told.now;
  }

  /** The next beat that the server answers. */
  nextBeat(): Promise<Beat> {
    return this.#answered.promise;
  }

  stopBeating(): void {
    clearInterval(this.#timer);
  }

  leave(): void {
    this.stopBeating();
    this.party.close();
  }

  #beatOn(): void {
    clearInterval(this.#timer);
    void this.#beat();
    this.#timer = setInterval(() => void this.#beat(), beat.everyMs);
  }

  async #beat(): Promise<void> {
    const sent = process.hrtime.bigint();
    try {
      await this.party.ask('call:beat', { ...this.at, count: this.#count++ });
      this.#answered.resolve({ sent, answered: process.hrtime.bigint() });
      this.#answered = Promise.withResolvers();
    } catch {
      // A beat that nobody answers is what the tests are about.
    }
  }
}
