import type { MediaId, SegmentId } from '@jawort/shared/domain/ids';
import type { FromRecorder, ToRecorder } from './messages.ts';
import type { MainEnd } from './session.ts';

export type Answer = Extract<ToRecorder, { type: 'tapped' | 'committed' | 'resumed' | 'failed' }>;
type Tapped = Extract<Answer, { type: 'tapped' }>;
type Waiting = { readonly settle: (answer: Answer) => void };

/** Main as one session sees it: a question is a message, and main's next answer for the segment settles it. */
export class MainDesk implements MainEnd {
  readonly #segment: SegmentId;
  readonly #tell: (message: FromRecorder) => void;
  #waiting: Waiting | undefined;

  constructor(segment: SegmentId, tell: (message: FromRecorder) => void) {
    this.#segment = segment;
    this.#tell = tell;
  }

  answer(answer: Answer): void {
    const waiting = this.#waiting;
    this.#waiting = undefined;
    waiting?.settle(answer);
  }

  async tap(port: number, media: readonly MediaId[]): Promise<Tapped> {
    const answer = await this.#ask({ type: 'tap', segment: this.#segment, port, media: [...media] });
    if (answer.type !== 'tapped') throw unexpected(answer);
    return answer;
  }

  async commit(): Promise<void> {
    const answer = await this.#ask({ type: 'commit', segment: this.#segment });
    if (answer.type !== 'committed') throw unexpected(answer);
  }

  async resume(): Promise<void> {
    const answer = await this.#ask({ type: 'resume', segment: this.#segment });
    if (answer.type !== 'resumed') throw unexpected(answer);
  }

  recording(): void {
    this.#tell({ type: 'recording', segment: this.#segment });
  }

  requestKeyFrame(media: MediaId): void {
    this.#tell({ type: 'key-frame', segment: this.#segment, media });
  }

  #ask(question: FromRecorder): Promise<Answer> {
    return new Promise((settle) => {
      this.#waiting = { settle };
      this.#tell(question);
    });
  }
}

function unexpected(answer: Answer): Error {
  return new Error(answer.type === 'failed' ? answer.detail : `main answered ${answer.type}`);
}
