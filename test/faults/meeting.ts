import type { Modality } from '@jawort/shared/domain/records';
import { fresh } from '../support/fresh.ts';
import { HeadlessParty, type Door, type InCall } from '../support/headless-party.ts';
import type { TestServer } from '../support/server.ts';
import { Caller } from './caller.ts';

export const modalities: readonly Modality[] = ['audio', 'video'];

/** A visitor and an agent of a real server who are in a call with each other. */
export class Meeting {
  readonly at: InCall;
  readonly visitor: Caller;
  readonly agent: Caller;

  private constructor(at: InCall, visitor: Caller, agent: Caller) {
    this.at = at;
    this.visitor = visitor;
    this.agent = agent;
  }

  /** A call in which both are; `visitorUrl` is the way the visitor takes to the server. */
  static async start(server: TestServer, agentDoor: Door, visitorUrl = server.url): Promise<Meeting> {
    const { conversation, me, door, party: guest } = await server.openVisitor();
    guest.close();
    const visitor = await new HeadlessParty({ ...door, url: visitorUrl }).connected();
    const agent = await new HeadlessParty({ ...agentDoor, url: server.url }).connected();
    const accepted = await agent.ask('conversation:accept', { conversation });
    const at = { conversation, call: fresh.call() };
    await visitor.ask('call:start', { ...at, kind: 'video' });
    return new Meeting(at, new Caller(visitor, me, at), new Caller(agent, accepted.me, at));
  }

  get both(): readonly [Caller, Caller] {
    return [this.visitor, this.agent];
  }

  /** Both are asked and both say yes; resolves when both have been told that recording runs. */
  async agree(): Promise<void> {
    const request = fresh.request();
    await this.visitor.party.ask('consent:ask', { ...this.at, request });
    await Promise.all(this.both.map(({ party }) => party.consent(this.at, request, modalities)));
    await Promise.all(this.both.map((one) => one.hearsRecording('on')));
  }

  /** Says something as the visitor. */
  say(text: string, id = fresh.message()) {
    const { conversation } = this.at;
    return this.visitor.party.ask('message:send', { conversation, id, text });
  }

  close(): void {
    for (const one of this.both) one.leave();
  }
}
