import { Consent } from '@jawort/shared/consent/statement';
import { sha256, type Hash } from '@jawort/shared/crypto/hash';
import { verifyJws } from '@jawort/shared/crypto/jws';
import { thumbprint, type PublicKey } from '@jawort/shared/crypto/public-key';
import { assert, waitUntil } from '@open-wc/testing';
import { parse } from 'valibot';
import { RequestRefused } from '../request-refused.ts';
import { fakeHost } from '../testing/fake-host.ts';
import { FakeServer, request } from '../testing/fake-server.ts';
import { FakeWire } from '../testing/fake-wire.ts';
import { ask, inCall } from '../testing/in-call.ts';
import { settled } from '../testing/settled.ts';
import type { ConsentQuestion } from '../types.ts';
import { ConsentDesk } from './consent-desk.ts';
import { Trust } from './trust.ts';

type Given = { readonly offer: string; readonly statement: string };

async function setUp() {
  const server = await FakeServer.start();
  const host = fakeHost({ fetch: server.fetch });
  const seen = { seq: 7, key: null as PublicKey | null };
  const wire = new FakeWire({
    'consent:offer': async ({ key }) => {
      seen.key = key;
      return { offer: await server.offer(await thumbprint(key), (seen.seq += 1)) };
    },
    'consent:give': async ({ statement }) => ({ receipt: await server.given(statement) }),
    'consent:refuse': () => ({}),
  });
  const context = inCall(host, wire);
  const desk = new ConsentDesk(context, new Trust(context));
  const question = async (): Promise<ConsentQuestion> => {
    await waitUntil(() => context.live.state.question !== null);
    const { question: shown } = context.live.state;
    assert.isNotNull(shown);
    return shown;
  };
  const given = () => wire.askedFor('consent:give') as readonly Given[];
  return { server, host, wire, context, desk, question, seen, given };
}

const stale = () => Promise.reject(new RequestRefused({ code: 'ERR_CONSENT_STALE', message: 'stale' }));

async function rejectionOf(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => null,
    (error: unknown) => error,
  );
}

describe('the consent desk', () => {
  it('[EV1] signs the offer and the very bytes that were shown with the party’s own key', async () => {
    const { context, given, host, question, seen, server } = await setUp();
    ask(context);
    const shown = await question();
    assert.equal(shown.notice.question, 'Dürfen wir dieses Gespräch aufzeichnen?');
    host.clock.advance(2500);
    await shown.give(['audio']);
    const [{ offer, statement } = { offer: '', statement: '' }] = given();
    assert.isNotNull(seen.key);
    const payload = await verifyJws('jawort-consent+jws', statement, await thumbprint(seen.key), seen.key);
    const consent = parse(Consent, payload);
    assert.equal(consent.notice.sha256, server.notice);
    assert.equal(consent.offer, await sha256(offer));
    assert.equal(consent.shownMs, 2500);
    assert.equal(consent.identityAssurance, 'none');
    assert.lengthOf(context.live.state.state.receipts, 1);
  });

  it('makes no key before somebody asks', async () => {
    const { context, host } = await setUp();
    await settled();
    assert.isNull(await host.keys.get(`visitor.${context.conversation}`));
  });

  it('shows nothing when the notice’s bytes are not those that were offered', async () => {
    const { context, server, wire } = await setUp();
    const other = await FakeServer.start();
    await other.publish({ question: 'Darf es etwas mehr sein?' });
    Object.assign(context.host, {
      fetch: (path: string) => (path.startsWith('/api/notices') ? other : server).fetch(path),
    });
    ask(context);
    await waitUntil(() => wire.askedFor('consent:offer').length > 0);
    await pause();
    assert.isTrue(context.live.state.question === null);
  });

  it('shows nothing on an offer that another server has signed', async () => {
    const { context, wire } = await setUp();
    const forger = await FakeServer.start();
    wire.answers['consent:offer'] = async ({ key }) => ({
      offer: await forger.offer(await thumbprint(key), 8),
    });
    ask(context);
    await pause();
    assert.isTrue(context.live.state.question === null);
  });

  it('shows nothing on an offer that names another key as one’s own', async () => {
    const { context, server, wire } = await setUp();
    wire.answers['consent:offer'] = async () => ({
      offer: await server.offer(`sha256-${'x'.repeat(43)}` as Hash, 8),
    });
    ask(context);
    await pause();
    assert.isTrue(context.live.state.question === null);
  });

  it('waits for the offer where the other party’s key is not known yet', async () => {
    const { context, host, question, server, wire } = await setUp();
    let key: PublicKey | null = null;
    wire.answers['consent:offer'] = (asked) => {
      key = asked.key;
      return { offer: null };
    };
    ask(context);
    await waitUntil(() => key !== null);
    await settled();
    const { conversation } = context;
    const offer = await server.offer(await thumbprint(key as unknown as PublicKey), 8);
    wire.tell('consent:offered', { conversation, call: callOf(wire), offer });
    const shown = await question();
    host.clock.advance(10_000);
    await settled();
    await shown.give(['audio']);
    assert.lengthOf(wire.askedFor('consent:give'), 1);
  });

  it('signs a fresh offer by itself when the chain has moved on, five times at most', async () => {
    const { context, given, question, wire } = await setUp();
    const { 'consent:give': give } = wire.answers;
    ask(context);
    const shown = await question();
    wire.answers['consent:give'] = (asked) => (given().length < 3 ? stale() : (give?.(asked) ?? stale()));
    await shown.give(['audio']);
    assert.lengthOf(new Set(given().map(({ offer }) => offer)), 3);
    wire.answers['consent:give'] = stale;
    const error = await rejectionOf(shown.give(['audio']));
    assert.equal(error instanceof RequestRefused && error.refusal.code, 'ERR_CONSENT_STALE');
    assert.lengthOf(given(), 8);
  });

  it('[EV1] does not sign what was not on the screen: another notice is shown first', async () => {
    const { context, given, question, server, wire } = await setUp();
    const { 'consent:give': give } = wire.answers;
    ask(context);
    const shown = await question();
    await server.publish({ question: 'Darf es etwas mehr sein?' });
    wire.answers['consent:give'] = (asked) => (given().length < 2 ? stale() : (give?.(asked) ?? stale()));
    const error = await rejectionOf(shown.give(['audio']));
    assert.equal(error instanceof RequestRefused && error.refusal.code, 'ERR_NOTICE_OUTDATED');
    assert.lengthOf(given(), 1);
    const next = await question();
    assert.equal(next.notice.question, 'Darf es etwas mehr sein?');
    await next.give(['audio']);
    assert.lengthOf(given(), 2);
  });

  it('claims no success on a receipt of another statement', async () => {
    const { context, question, server, wire } = await setUp();
    ask(context);
    const shown = await question();
    wire.answers['consent:give'] = async () => ({
      receipt: await server.given('another.statement.altogether'),
    });
    assert.instanceOf(await rejectionOf(shown.give(['audio'])), TypeError);
    assert.lengthOf(context.live.state.state.receipts, 0);
  });

  it('[RG5] refuses with one request and no key material', async () => {
    const { context, question, wire } = await setUp();
    ask(context);
    await (await question()).refuse();
    const refused = { conversation: context.conversation, call: callOf(wire), request };
    assert.deepEqual(wire.askedFor('consent:refuse'), [refused]);
  });
});

function callOf(wire: FakeWire) {
  return (wire.askedFor('consent:offer')[0] as { call: never }).call;
}

// Crypto runs beside the event loop: several turns of it are needed until a wrong question would have been shown.
async function pause(): Promise<void> {
  for (let turn = 0; turn < 200; turn += 1) await settled();
}
