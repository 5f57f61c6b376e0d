import type { NoticeInput, NoticeName } from '@jawort/shared/protocol/notices';
import type { RequestInput, RequestName, RequestOutput } from '@jawort/shared/protocol/requests';
import type { ConnectionState } from './types.ts';

/** The way to the server: requests with answers one way, notices the other. */
export interface Wire {
  readonly state: ConnectionState;
  /** Told after each change of `state`, until the returned function is called. */
  subscribe(listener: () => void): () => void;
  /**
   * Asks, waiting for a connection if there is none, and asks the same again when no answer came: at most `tries` times, three unless told.
   * @throws {RequestRefused} with the server's refusal, or `ERR_UNAVAILABLE` when there was no answer.
   */
  request<Name extends RequestName>(
    name: Name,
    input: RequestInput<Name>,
    tries?: number,
  ): Promise<RequestOutput[Name]>;
  /** Calls `listener` with each notice of this name until the returned function is called. */
  on<Name extends NoticeName>(name: Name, listener: (notice: NoticeInput<Name>) => void): () => void;
  /** Makes a new connection, after a refusal or where the present one answers nothing. */
  reconnect(): void;
}
