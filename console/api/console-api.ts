import type { ConversationId, ParticipantId, SegmentId } from '@jawort/shared/domain/ids';
import type { Login, Me, RecordedSegment, Timeline } from '@jawort/shared/protocol/http';
import type { SiteInfo } from '@jawort/widget/core/types';

/** What a log-in came to; `wrong` says nothing about which of the two was. */
export type LoginOutcome =
  | { readonly state: 'signed-in'; readonly me: Me }
  | { readonly state: 'wrong' }
  | { readonly state: 'limited'; readonly retryAfterMs: number };

/** The server's HTTP interface as far as the console uses it. Every promise may reject with an `ApiProblem`. */
export interface ConsoleApi {
  /** Whose session this is, `null` where there is none. */
  me(): Promise<Me | null>;
  login(input: Login): Promise<LoginOutcome>;
  logout(): Promise<void>;
  recordings(): Promise<readonly RecordedSegment[]>;
  timeline(conversation: ConversationId): Promise<Timeline>;
  site(site: string): Promise<SiteInfo>;
  /** Where one party's file of a segment is played from. */
  legUrl(segment: SegmentId, party: ParticipantId): string;
}
