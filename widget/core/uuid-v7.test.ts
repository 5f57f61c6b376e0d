import { ConversationId } from '@jawort/shared/domain/ids';
import { assert } from '@open-wc/testing';
import { parse } from 'valibot';
import { uuidV7 } from './uuid-v7.ts';

describe('a UUID v7', () => {
  it('is the one of RFC 9562, appendix A.6', () => {
    const random = Uint8Array.from([0x0c, 0xc3, 0x18, 0xc4, 0xdc, 0x0c, 0x0c, 0x07, 0x39, 0x8f]);
    assert.equal(uuidV7(0x017f22e279b0, random), '017f22e2-79b0-7cc3-98c4-dc0c0c07398f');
  });

  it('is an id of the protocol whatever the random bytes are', () => {
    for (const byte of [0x00, 0x7f, 0xff])
      parse(ConversationId, uuidV7(Date.now(), new Uint8Array(10).fill(byte)));
  });
});
