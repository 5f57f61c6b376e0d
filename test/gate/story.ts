import type { Hash } from '@jawort/shared/crypto/hash';
import type { CallId, ConversationId, MediaId, RequestId } from '@jawort/shared/domain/ids';
import type { EventBody } from '@jawort/shared/events/event';
import { v7 } from 'uuid';
import type { Head } from '../../server/conversation/chain.ts';
import { makeKey } from '../support/party-key.ts';
import {
  giveConsent,
  notices,
  signatory,
  withdrawConsent,
  type Person,
  type Signed,
  type TestNotice,
} from './consents.ts';
import type { Fact } from './naive-timeline.ts';
import type { Flaw, Source, Step, Who } from './steps.ts';

export type Entry = { readonly body: EventBody } | Signed;

/** Where a story's events go; gives the time that they got, or for what closes the recorder, the time it was received. */
export interface Scribe {
  readonly conversation: ConversationId;
  write(entry: (head: Head) => Promise<Entry>, step: Step): Promise<bigint>;
}

/** `Fact` without its time, for each of its kinds. */
type Untimed = Fact extends infer One ? (One extends Fact ? Omit<One, 't'> : never) : never;

const wrongWay = new Error('a step without sense');

/** Plays steps as a server's desk would, with real signatures, and keeps what happened as plain facts. */
export class Story {
  readonly facts: Fact[] = [];
  readonly people: readonly Person[];
  readonly #scribe: Scribe;
  readonly #mediaOf: (who: Who, source: Source) => MediaId;
  #call: CallId | null = null;
  #notice: TestNotice | null = null;
  #formerNotice: TestNotice = notices[0];
  /** The parties in the order they came, with the key that the desk knows of. */
  #parties: readonly { readonly who: Who; readonly key: Hash | null }[] = [];
  readonly #everBound = new Map<Who, Hash>();

  constructor(scribe: Scribe, people: readonly Person[], mediaOf: (who: Who, source: Source) => MediaId) {
    this.#scribe = scribe;
    this.people = people;
    this.#mediaOf = mediaOf;
  }

  /** Whether the step made sense and was played. */
  async play(step: Step): Promise<boolean> {
    try {
      await this.#play(step);
      return true;
    } catch (error) {
      if (error === wrongWay) return false;
      throw error;
    }
  }

  #play(step: Step): Promise<void> {
    switch (step.do) {
      case 'publish':
        return this.#publish(step, step.notice);
      case 'start':
        return this.#start(step);
      case 'end':
        return this.#end(step);
      case 'interrupt':
        return this.#simply(
          step,
          { type: 'call.interrupted', call: this.#running(), reason: 'media-lost' },
          { what: 'all vanish' },
        );
      case 'jump':
        return this.#simply(
          step,
          { type: 'clock.jump', call: this.#running(), wallMs: 5000, monotonicMs: 500 },
          { what: 'all vanish' },
        );
      case 'chat':
        return this.#chat(step);
      case 'join':
        return this.#join(step, step.who, this.#partyOf(step.who)?.key ?? null);
      case 'return':
        return this.#join(step, step.who, null);
      case 'leave':
        return this.#leave(step, step.who);
      case 'lose':
        return this.#simply(
          step,
          { type: 'party.lost', call: this.#running(), party: this.#ref(step.who) },
          { what: 'vanishes', who: this.#ref(step.who) },
        );
      case 'bind':
        return this.#bind(step, step.who, step.fresh);
      case 'show':
      case 'hide':
        return this.#media(step, step.do, step.who, step.source);
      case 'give':
        return this.#give(step, step.who, step.flaw);
      case 'withdraw':
        return this.#withdraw(step, step.who);
    }
  }

  async #publish(step: Step, index: 0 | 1): Promise<void> {
    const notice = notices[index];
    await this.#simply(
      step,
      { type: 'notice.published', notice },
      { what: 'publishes', notice: notice.version },
    );
    this.#formerNotice = this.#notice ?? notice;
    this.#notice = notice;
  }

  async #start(step: Step): Promise<void> {
    if (this.#call) throw wrongWay;
    const call = v7() as CallId;
    await this.#simply(
      step,
      { type: 'call.started', call, kind: 'video', by: this.#ref(0) },
      { what: 'call starts' },
    );
    this.#call = call;
    this.#parties = [];
  }

  async #end(step: Step): Promise<void> {
    await this.#simply(
      step,
      { type: 'call.ended', call: this.#running(), reason: 'hung-up' },
      { what: 'call ends' },
    );
    this.#call = null;
  }

  async #chat(step: Step): Promise<void> {
    const request = v7() as RequestId;
    const call = this.#running();
    await this.#write(step, async () => ({
      body: { type: 'consent.requested', call, request, by: this.#ref(0), purpose: 'recording' },
    }));
  }

  async #join(step: Step, who: Who, key: Hash | null): Promise<void> {
    const { ref: party, role } = this.#person(who);
    const body = { type: 'party.joined', call: this.#running(), party, role, key } as const;
    await this.#simply(step, body, { what: 'joins', who: party, key });
    if (!this.#partyOf(who)) this.#parties = [...this.#parties, { who, key: null }];
  }

  async #leave(step: Step, who: Who): Promise<void> {
    const party = this.#ref(who);
    await this.#simply(
      step,
      { type: 'party.left', call: this.#running(), party },
      { what: 'leaves', who: party },
    );
    this.#parties = this.#parties.filter((one) => one.who !== who);
  }

  async #bind(step: Step, who: Who, fresh: boolean): Promise<void> {
    const call = this.#running();
    const person = this.#person(who);
    if (fresh) person.key = await makeKey();
    const { publicKey, signer } = person.key;
    const body = { type: 'key.bound', call, party: person.ref, key: publicKey } as const;
    await this.#simply(step, body, { what: 'binds', who: person.ref, key: signer.kid });
    this.#everBound.set(who, signer.kid);
    this.#parties = this.#parties.map((one) => (one.who === who ? { who, key: signer.kid } : one));
  }

  async #media(step: Step, change: 'show' | 'hide', who: Who, source: Source): Promise<void> {
    const call = this.#running();
    const party = this.#ref(who);
    const media = this.#mediaOf(who, source);
    const fact = { who: party, media, kind: source === 'microphone' ? 'audio' : 'video' };
    if (change === 'show')
      await this.#simply(
        step,
        { type: 'media.added', call, party, media, source },
        { what: 'shows', ...fact },
      );
    else await this.#simply(step, { type: 'media.removed', call, party, media }, { what: 'hides', ...fact });
  }

  async #give(step: Step, who: Who, flaw: Flaw): Promise<void> {
    const person = this.#person(who);
    const place = { ...this.#place(), ...this.#flawed(flaw) };
    this.#expectSigner(who);
    if (place.parties.length < 2) throw wrongWay;
    const t = await this.#write(step, ({ seq, prev }) => {
      if (prev === null) throw wrongWay;
      return giveConsent(person, { ...place, seq: seq + 1, prev });
    });
    this.facts.push({
      ...{ t, what: 'consents', who: person.ref, key: person.key.signer.kid, notice: place.notice.version },
      to: new Map(place.parties.map(({ ref, key }) => [ref, key])),
      kinds: place.modalities,
    });
  }

  async #withdraw(step: Step, who: Who): Promise<void> {
    const person = this.#person(who);
    const call = this.#running();
    this.#expectSigner(who);
    const { conversation } = this.#scribe;
    const t = await this.#write(step, () => withdrawConsent(person, { conversation, call }));
    this.facts.push({ t, what: 'withdraws', who: person.ref });
  }

  #place() {
    const { conversation } = this.#scribe;
    const known = this.#parties.filter(({ key }) => key !== null);
    if (known.length !== this.#parties.length || !this.#notice) throw wrongWay;
    return {
      conversation,
      call: this.#running(),
      parties: known.map(({ who }) => signatory(this.#person(who))),
      notice: this.#notice,
      modalities: ['audio', 'video'] as const,
    };
  }

  #flawed(flaw: Flaw) {
    switch (flaw) {
      case 'none':
        return {};
      case 'former notice':
        return { notice: this.#formerNotice };
      case 'without the last party':
        return { parties: this.#place().parties.slice(0, -1) };
      case 'sound alone':
        return { modalities: ['audio'] as const };
    }
  }

  // A statement by a key that was never bound does not verify at all, which is tested elsewhere.
  #expectSigner(who: Who): void {
    if (this.#everBound.get(who) !== this.#person(who).key.signer.kid) throw wrongWay;
  }

  async #simply(step: Step, body: EventBody, fact: Untimed): Promise<void> {
    const t = await this.#write(step, async () => ({ body }));
    this.facts.push({ t, ...fact });
  }

  #write(step: Step, entry: (head: Head) => Promise<Entry>): Promise<bigint> {
    return this.#scribe.write(entry, step);
  }

  #running(): CallId {
    if (!this.#call) throw wrongWay;
    return this.#call;
  }

  #partyOf(who: Who) {
    return this.#parties.find((one) => one.who === who);
  }

  #person(who: Who): Person {
    const person = this.people[who];
    if (!person) throw new Error('nobody');
    return person;
  }

  #ref(who: Who) {
    return this.#person(who).ref;
  }
}
