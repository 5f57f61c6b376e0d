import type { CallId, MediaId } from '@jawort/shared/domain/ids';
import type { RemoteMedia } from '@jawort/shared/protocol/media';
import { assert } from '@open-wc/testing';
import { fakeMicrophone } from '../../testing/fake-media.ts';
import { call } from '../testing/fake-server.ts';
import { FakeWire } from '../testing/fake-wire.ts';
import { agent, conversation } from '../testing/samples.ts';
import { settled } from '../testing/settled.ts';
import type { RemoteTrack } from '../types.ts';
import { RemoteSide, type ReceivingLink } from './remote-side.ts';

const media = (name: string): RemoteMedia => ({
  ...{ media: name as MediaId, party: agent, source: 'microphone', paused: false },
});

function setUp() {
  const wire = new FakeWire();
  const asked: string[] = [];
  let tracks: readonly RemoteTrack[] = [];
  const link: ReceivingLink = {
    consume: (one) => {
      asked.push(one);
      return Promise.resolve(fakeMicrophone());
    },
    drop: () => undefined,
  };
  const remote = new RemoteSide(wire, { conversation, call }, (now) => (tracks = now));
  const add = (name: string, of: CallId = call) =>
    wire.tell('media:added', { conversation, call: of, media: media(name) });
  return { add, asked, link, remote, tracks: () => tracks, wire };
}

describe('the others’ media', () => {
  it('is received when it was there before, and when it was added while the link was made', async () => {
    const { add, asked, link, remote, tracks } = setUp();
    add('early');
    remote.follow(link, [media('before'), media('early')]);
    add('late');
    await settled();
    assert.deepEqual(asked.toSorted(), ['before', 'early', 'late']);
    assert.lengthOf(tracks(), 3);
  });

  it('is not received when it was removed meanwhile, or belongs to another call', async () => {
    const { add, asked, link, remote, tracks, wire } = setUp();
    add('early');
    wire.tell('media:removed', { conversation, call, media: 'early' as MediaId });
    add('elsewhere', conversation as never);
    remote.follow(link, []);
    await settled();
    assert.deepEqual(asked, []);
    assert.deepEqual(tracks(), []);
  });

  it('is known to be paused and to go on', async () => {
    const { link, remote, tracks, wire } = setUp();
    remote.follow(link, [media('one')]);
    await settled();
    for (const paused of [true, false]) {
      wire.tell('media:paused', { conversation, call, media: 'one' as MediaId, paused });
      assert.equal(tracks()[0]?.paused, paused);
    }
  });

  it('of a link that was given up is shown no more', async () => {
    const { link, remote, tracks } = setUp();
    remote.follow(link, [media('one')]);
    remote.clear();
    await settled();
    assert.deepEqual(tracks(), []);
  });
});
