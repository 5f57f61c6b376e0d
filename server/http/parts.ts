import type { Hash } from '@jawort/shared/crypto/hash';
import type { PublicKey } from '@jawort/shared/crypto/public-key';
import type { Logger } from 'pino';
import type { Archive } from '../archive/archive.ts';
import type { Sites } from '../conversation/site.ts';
import type { Staffing } from '../conversation/views.ts';
import type { Ids } from '../ports/ids.ts';
import type { NoticeStore } from '../ports/store.ts';
import type { SignIn } from '../routing/sign-in.ts';

/** All that the HTTP side is put together from. */
export type HttpParts = {
  readonly archive: Archive;
  readonly ids: Ids;
  readonly keys: ReadonlyMap<Hash, PublicKey>;
  readonly log: Logger;
  readonly notices: NoticeStore;
  /** The server's own origin, as browsers write it. */
  readonly origin: string;
  readonly signIn: SignIn;
  readonly sites: Sites;
  readonly staffing: Staffing;
  readonly trustedProxies: number;
  /** Rejects while the server cannot do its work. */
  readonly checkReady: () => Promise<void>;
  /** Ends what a session that was signed out still holds. */
  readonly onSignedOut: (session: string) => void;
  /** Folders of the built widget and console. */
  readonly folders: { readonly widget: string; readonly console: string };
};
