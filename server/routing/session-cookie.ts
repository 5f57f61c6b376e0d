import { createHash } from 'node:crypto';

/** How long a session lasts, in milliseconds. */
export const sessionMs = 12 * 3600 * 1000;

/** SHA-256 of a session's cookie: all that is stored of it. */
export function hashSession(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url');
}

/** The hash of the session in a `Cookie` header, or `null`; where there is https, the name that no other host can plant. */
export function sessionHashOf(header: string | undefined, secure: boolean): string | null {
  const pairs = (header ?? '').split(';').map((pair) => pair.trim().split('='));
  const [, secret] = pairs.find(([name]) => name === nameOf(secure)) ?? [];
  return secret !== undefined && /^[\w-]{43}$/.test(secret) ? hashSession(secret) : null;
}

/** The `Set-Cookie` header that opens a session, or ends it where there is no secret. */
export function sessionCookie(secret: string | null, secure: boolean): string {
  const seconds = secret === null ? 0 : sessionMs / 1000;
  const flags = `Path=/; HttpOnly; SameSite=Strict; Max-Age=${seconds}${secure ? '; Secure' : ''}`;
  return `${nameOf(secure)}=${secret ?? ''}; ${flags}`;
}

/** Browsers give the longer name to secure origins only. */
function nameOf(secure: boolean): string {
  return secure ? '__Host-jawort-session' : 'jawort-session';
}
