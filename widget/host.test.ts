import { assert } from '@open-wc/testing';
import { browserHost } from './host.ts';

const { prototype: indexedDb } = IDBFactory;
const { open } = indexedDb;

/** Keeps IndexedDB from answering, as browsers do that have it locked or broken. */
function hangIndexedDb(): void {
  indexedDb.open = () => new EventTarget() as IDBOpenDBRequest;
}

function makeKeys(): Promise<CryptoKeyPair> {
  return crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign', 'verify']);
}

describe('the keys of a browser', () => {
  afterEach(() => {
    indexedDb.open = open;
  });

  it('last over a reload', async () => {
    const keys = await makeKeys();
    await browserHost('').keys.put('lasting', keys);
    const found = await browserHost('').keys.get('lasting');
    assert.isNotNull(found);
    const [before, after] = await Promise.all(
      [keys, found].map(({ publicKey }) => crypto.subtle.exportKey('jwk', publicKey)),
    );
    assert.deepEqual(after, before);
  });

  it('[EV2] that were put are at hand although IndexedDB answers no more', async () => {
    const shelf = browserHost('').keys;
    const keys = await makeKeys();
    await shelf.put('put', keys);
    hangIndexedDb();
    assert.equal(await shelf.get('put'), keys);
  });

  it('[EV2] that were found are at hand although IndexedDB answers no more', async () => {
    await browserHost('').keys.put('found', await makeKeys());
    const shelf = browserHost('').keys;
    const found = await shelf.get('found');
    hangIndexedDb();
    assert.isNotNull(found);
    assert.equal(await shelf.get('found'), found);
  });
});
