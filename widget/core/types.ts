import type { Notice } from '@jawort/shared/consent/notice';
import type { ConversationId, MessageId, ParticipantId } from '@jawort/shared/domain/ids';
import type {
  Call,
  CallKind,
  ConsentView,
  Conversation,
  Instant,
  Locale,
  Message,
  MediaSource,
  Modality,
  ReadMarker,
  Recording,
  Seq,
} from '@jawort/shared/domain/records';
import type { Refusal } from '@jawort/shared/protocol/ack';
import type { Inbox } from '@jawort/shared/protocol/snapshot';

/** Whether the server can be reached now, and if not, when the next try is. */
export type ConnectionState =
  | { readonly state: 'connecting' }
  | { readonly state: 'online' }
  | { readonly state: 'offline'; readonly retryAt: Instant | null }
  | { readonly state: 'refused'; readonly error: Refusal };

/** A message of one's own that is not acknowledged yet; it is kept and sent again until it is (MS1). */
export type PendingMessage = {
  readonly id: MessageId;
  readonly text: string;
  readonly at: Instant;
  readonly error: Refusal | null;
};

/** One conversation as its screen shows it; replaced, never changed in place. */
export type ConversationState = {
  readonly connection: ConnectionState;
  readonly conversation: Conversation | null;
  readonly me: ParticipantId | null;
  readonly staffed: boolean;
  /** In order of `seq`, dense (MS2). */
  readonly messages: readonly Message[];
  readonly pending: readonly PendingMessage[];
  readonly head: Seq;
  readonly reads: readonly ReadMarker[];
  readonly typing: readonly ParticipantId[];
  readonly call: Call | null;
  readonly consent: ConsentView;
  readonly recording: Recording;
  readonly receipts: readonly Receipt[];
};

/** A countersigned consent or withdrawal, to keep. */
export type Receipt = { readonly receipt: string; readonly statement: string | null };

/** What one can do in a conversation now; what cannot be done now is `undefined`. */
export type ConversationActions = {
  readonly send?: (text: string) => void;
  readonly retry?: (id: MessageId) => void;
  readonly setTyping?: (typing: boolean) => void;
  /** Everything up to the newest message has been seen. */
  readonly markRead?: () => void;
  /** Opens microphone and camera, then rings; rejects with `DeviceUnavailable`, nobody rung, where there is no usable microphone. */
  readonly startCall?: (kind: CallKind) => Promise<CallSession>;
  /** Joins with the call's own kind, or with `voice` alone in a video call. */
  readonly joinCall?: (kind?: CallKind) => Promise<CallSession>;
  readonly declineCall?: () => Promise<void>;
  readonly askConsent?: () => Promise<void>;
  /** The open question with the words to show; `null` while it is being fetched. */
  readonly question?: ConsentQuestion | null;
  /** Takes one's consent back; resolves with the receipt verified, and goes on trying until then, after a reload too. */
  readonly withdraw?: () => Promise<void>;
  /** Ends the conversation; for agents. */
  readonly closeConversation?: () => Promise<void>;
};

/** A consent being asked; `notice` holds exactly the words that will be signed. */
export type ConsentQuestion = {
  readonly notice: Notice;
  /** Signs and gives; resolves with the receipt on disk at the server. */
  readonly give: (modalities: readonly Modality[]) => Promise<void>;
  readonly refuse: () => Promise<void>;
};

/** Somebody's media in the call. */
export type RemoteTrack = {
  readonly party: ParticipantId;
  readonly source: MediaSource;
  readonly paused: boolean;
  readonly track: MediaStreamTrack;
};

/** What keeps a camera or microphone from being used, to be said in words. */
export type DeviceProblem = 'denied' | 'missing' | 'in-use' | 'insecure-origin' | 'unsupported';

/** This side of a call as its screen shows it; `problem` is what keeps camera or microphone from being used. */
export type CallState = {
  readonly state: 'checking' | 'connecting' | 'connected' | 'reconnecting' | 'ended';
  readonly kind: CallKind;
  readonly camera: MediaStreamTrack | null;
  readonly microphone: MediaStreamTrack | null;
  readonly cameraOn: boolean;
  readonly muted: boolean;
  readonly problem: DeviceProblem | null;
  readonly remote: readonly RemoteTrack[];
};

/** This side of a running call. */
export interface CallSession {
  readonly state: CallState;
  subscribe(listener: () => void): () => void;
  setMuted(muted: boolean): Promise<void>;
  setCamera(on: boolean): Promise<void>;
  hangUp(): Promise<void>;
}

/** A headless conversation: state, what can be done, and word of changes. */
export interface ConversationClient {
  readonly state: ConversationState;
  readonly actions: ConversationActions;
  /** The running call's session, when this client is in it. */
  readonly session: CallSession | null;
  subscribe(listener: () => void): () => void;
  close(): void;
}

/** What a visitor says before the first message. */
export type PreChat = { readonly topic: string; readonly locale: Locale; readonly name?: string };

/** A visitor's connection to one site. */
export interface VisitorClient extends ConversationClient {
  /** Opens the conversation; `undefined` when there is one. */
  readonly open: ((preChat: PreChat) => Promise<ConversationId>) | undefined;
  readonly site: SiteInfo | null;
}

/** What the widget is told about its site before it connects: `GET /api/sites/:site`. */
export type SiteInfo = {
  readonly site: string;
  readonly name: string;
  readonly accent: string | null;
  readonly topics: readonly { readonly id: string; readonly label: Readonly<Record<Locale, string>> }[];
  readonly staffed: boolean;
};

/** What an agent sees besides single conversations; `inbox` is `null` until the server has told it. */
export type AgentState = { readonly connection: ConnectionState; readonly inbox: Inbox | null };

/** A signed-in agent's connection, over which all of their conversations run. */
export interface AgentClient {
  readonly state: AgentState;
  subscribe(listener: () => void): () => void;
  /** Takes a waiting conversation; rejects with `ERR_ALREADY_TAKEN` when another agent was faster. */
  accept(conversation: ConversationId): Promise<ConversationClient>;
  /** The client of a conversation of one's own; the same one until it is left. */
  open(conversation: ConversationId): ConversationClient;
  /** Stops following a conversation, ending this side of its call. */
  leave(conversation: ConversationId): void;
  close(): void;
}
