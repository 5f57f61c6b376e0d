import type { Consents } from '../../consent/consents.ts';
import type { Handlers } from '../handler.ts';

/** Consent to recording. */
export function consentHandlers(consents: Consents): Handlers {
  return {
    'consent:ask': async (asked, asker) => {
      await consents.ask(asker, asked);
      return {};
    },
    'consent:offer': async ({ key, ...asked }, asker) => ({ offer: await consents.offer(asker, asked, key) }),
    'consent:give': async (given, asker) => ({ receipt: await consents.give(asker, given) }),
    'consent:refuse': async (asked, asker) => {
      await consents.refuse(asker, asked);
      return {};
    },
    'consent:withdraw': async (withdrawn, asker) => ({ receipt: await consents.withdraw(asker, withdrawn) }),
  };
}
