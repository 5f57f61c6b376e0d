import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { JawortError } from '../error.ts';

/** So many requests in so many seconds. */
type Limit = { readonly points: number; readonly duration: number };

/** 20 a second on average, 60 at once. */
const anyRequest: Limit = { points: 60, duration: 3 };

const ofRequest: Readonly<Record<string, Limit>> = {
  'message:send': { points: 100, duration: 60 },
  'conversation:open': { points: 60, duration: 60 },
  'consent:withdraw': { points: 20, duration: 1 },
};

/** Withdrawing has its own limit alone, so that nothing else one does can hold it up (EV2). */
const apart = new Set(['consent:withdraw']);

/** How much one person may ask, over all their connections. */
export class RateLimits {
  readonly #any: RateLimiterMemory;
  readonly #special: ReadonlyMap<string, RateLimiterMemory>;

  /** `factor` multiplies all limits. */
  constructor(factor: number) {
    const limiter = ({ points, duration }: Limit) =>
      new RateLimiterMemory({ points: points * factor, duration });
    this.#any = limiter(anyRequest);
    this.#special = new Map(Object.entries(ofRequest).map(([name, limit]) => [name, limiter(limit)]));
  }

  /** @throws {JawortError} ERR_RATE_LIMITED with the time after which a retry makes sense. */
  async take(person: string, request: string): Promise<void> {
    if (!apart.has(request)) await consume(this.#any, person);
    const special = this.#special.get(request);
    if (special) await consume(special, person);
  }
}

async function consume(limiter: RateLimiterMemory, key: string): Promise<void> {
  try {
    await limiter.consume(key);
  } catch (error) {
    if (!(error instanceof RateLimiterRes)) throw error;
    throw new JawortError('ERR_RATE_LIMITED', 'Too many requests. Wait and try again.', {
      retryAfterMs: error.msBeforeNext,
    });
  }
}
