import type { Me } from '@jawort/shared/protocol/http';

/** Somebody has signed in. */
export class SignedIn extends Event {
  static readonly type = 'signed-in';
  readonly me: Me;

  constructor(me: Me) {
    super(SignedIn.type, { bubbles: true, composed: true });
    this.me = me;
  }
}
