/** The address of who really connects, behind so many proxies of our own: each has appended the address it saw (RFC 7239 §7.4). */
export function trustedAddress(trustedProxies: number) {
  return (peer: string, forwardedFor: string | undefined): string => {
    const seen = (forwardedFor ?? '').split(',').map((one) => one.trim());
    const hops = [...seen.filter((one) => one !== ''), peer];
    return hops.at(-1 - Math.min(trustedProxies, hops.length - 1)) ?? peer;
  };
}
