/** Fresh, unguessable identifiers. */
export interface Ids {
  /** A UUID v7 (RFC 9562 §5.7): sorts by time. */
  next(): string;
  /** 256 random bits, base64url. */
  secret(): string;
}
