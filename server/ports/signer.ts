import type { ServerKeys } from '@jawort/shared/events/verify-chain';
import type { Signer } from '@jawort/shared/crypto/jws';
import type { PublicKey } from '@jawort/shared/crypto/public-key';

/** The server's own ES256 key. MUST NOT hand out the private half. */
export interface ServerSigner extends Signer {
  readonly publicKey: PublicKey;
  /** This key and all former ones, to verify with. */
  readonly keys: ServerKeys;
}
