import { once } from 'node:events';
import type { BrowserMedia } from '../support/browser-media.ts';
import type { Door } from '../support/headless-party.ts';
import { startTestServer, type TestServer } from '../support/server.ts';
import { ConsentRun } from './consent-run.ts';
import { DeathAt, type Step } from './death-at.ts';
import { Meeting } from './meeting.ts';

/** A server that is started again each time it has died, on the same data. */
export class DoomedServer {
  now: TestServer;
  readonly #agentDoor: Door;
  readonly #media: BrowserMedia | undefined;

  private constructor(server: TestServer, agentDoor: Door, media?: BrowserMedia) {
    this.now = server;
    this.#agentDoor = agentDoor;
    this.#media = media;
  }

  /** With `media`, those who are in a call send sound and picture from the beginning. */
  static async start(media?: BrowserMedia): Promise<DoomedServer> {
    const server = await startTestServer();
    const { party, door } = await server.signIn();
    party.close();
    return new DoomedServer(server, door, media);
  }

  /** Two who are in a call, and will agree to record it. */
  async prepare(): Promise<ConsentRun> {
    const meeting = await Meeting.start(this.now, this.#agentDoor);
    for (const one of meeting.both) {
      const joined = await one.join();
      await this.#media?.send(one.party, one.at, joined);
    }
    return new ConsentRun(meeting);
  }

  /** Plays a run up to the server's death at that step; whether there was one. */
  async dieIn(run: ConsentRun, step: Step, nth: number): Promise<boolean> {
    const { process } = this.now;
    const dead = once(process, 'exit');
    const deathAt = await DeathAt.arm(process.pid ?? 0, step, nth);
    const played = run.play();
    await Promise.race([Promise.allSettled([played]), dead]);
    await deathAt.disarm();
    if (process.signalCode !== 'SIGKILL') {
      await played;
      return false;
    }
    await Promise.all(run.meeting.both.map((one) => one.disconnected()));
    return true;
  }

  /** Nobody of them is there any more. */
  async dismiss({ meeting }: ConsentRun): Promise<void> {
    meeting.close();
    for (const { party } of meeting.both) await this.#media?.stop(party);
  }

  async startAgain(): Promise<void> {
    this.now = await this.now.restart({ PORT: new URL(this.now.url).port });
  }

  close(): Promise<void> {
    return this.now.close();
  }
}
