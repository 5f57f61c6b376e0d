import type { AgentId, ConversationId, ParticipantId } from '@jawort/shared/domain/ids';
import type { Role } from '@jawort/shared/domain/records';
import type { RequestInput, RequestName, RequestOutput } from '@jawort/shared/protocol/requests';

/** Who asks: an authenticated connection that has been found to be a participant of the conversation it names. */
export type Asker = {
  /** The connection; one person may have several. */
  readonly connection: string;
  readonly role: Role;
  readonly conversation: ConversationId;
  readonly party: ParticipantId;
  readonly agent: AgentId | null;
};

/** What a stage lets a connection ask. A request that a stage does not have is refused as ERR_UNKNOWN_EVENT. */
export type Handlers = {
  readonly [Name in RequestName]?: (input: RequestInput<Name>, asker: Asker) => Promise<RequestOutput[Name]>;
};

/** Told when a connection is gone, whatever it was doing; `signedOut` where it had to go. */
export type OnGone = (asker: Asker, signedOut: boolean) => void;
