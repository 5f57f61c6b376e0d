import type { Sites } from '../../conversation/site.ts';
import { JawortError } from '../../error.ts';
import type { NoticeStore } from '../../ports/store.ts';
import { buildNotice, type BuiltNotice } from './build-notice.ts';

/**
 * Publishes every site's notice; what is published already stays. To be done at start: a notice whose words or facts have changed
 * under the same version is refused with ERR_INVALID, for people have signed it.
 */
export async function publishNotices(store: NoticeStore, sites: Sites): Promise<void> {
  for (const site of sites.values()) await publish(store, await buildNotice(site));
}

async function publish(store: NoticeStore, { ref, documents }: BuiltNotice): Promise<void> {
  try {
    await store.publish(ref, documents);
  } catch (cause) {
    if (!(cause instanceof JawortError && cause.code === 'ERR_INVALID')) throw cause;
    const hint = 'Set the site’s "noticeVersion", for example to 2026-11-2.';
    throw new JawortError('ERR_INVALID', `${cause.message} ${hint}`, { cause, field: 'noticeVersion' });
  }
}
