/*
 * Judges by looking back from one instant at what was last said of each thing. It shares no code with the gate, on purpose: it is
 * slow, repeats itself, and knows no state.
 */

/** Something that happened at `t`; consents say what they were given to. */
export type Fact = { readonly t: bigint } & (
  | { readonly what: 'call starts' | 'call ends' | 'all vanish' }
  | { readonly what: 'leaves' | 'vanishes' | 'withdraws'; readonly who: string }
  | { readonly what: 'joins'; readonly who: string; readonly key: string | null }
  | { readonly what: 'binds'; readonly who: string; readonly key: string }
  | { readonly what: 'publishes'; readonly notice: string }
  | { readonly what: 'shows' | 'hides'; readonly who: string; readonly media: string; readonly kind: string }
  | {
      readonly what: 'consents';
      readonly who: string;
      readonly key: string;
      readonly notice: string;
      /** Each party's name and key. */
      readonly to: ReadonlyMap<string, string>;
      readonly kinds: readonly string[];
    }
);

/** What may be recorded from some instant on: media ids, or `null` for nothing at all. */
export type Allowed = ReadonlySet<string> | null;

/** A stretch of time in which the same may be recorded. */
export type Stretch = { readonly from: bigint; readonly to: bigint; readonly allowed: Allowed };

/** The whole time line as stretches that begin at each fact; `end` is when the last one ends. */
export function stretches(facts: readonly Fact[], end: bigint): readonly Stretch[] {
  return facts.map((fact, index) => ({
    from: fact.t,
    to: facts[index + 1]?.t ?? end,
    allowed: allowedAfter(facts.slice(0, index + 1)),
  }));
}

/** What may be recorded right after the last of these facts. */
export function allowedAfter(facts: readonly Fact[]): Allowed {
  const start = facts.findLastIndex(({ what }) => what === 'call starts');
  if (start === -1) return null;
  const call = facts.slice(start);
  if (call.some(({ what }) => what === 'call ends')) return null;
  const notice = facts.findLast((fact) => fact.what === 'publishes');
  const everybody = [...new Set(call.flatMap((fact) => ('who' in fact ? [fact.who] : [])))];
  const members = everybody.filter((who) => isMember(call, who));
  if (members.length < 2 || !notice) return null;
  if (!members.every((who) => isThere(call, who))) return null;
  if (!members.every((who) => hasConsented(call, who, members, notice.notice))) return null;
  const kinds = ['audio', 'video', 'screen'].filter((kind) =>
    members.every((who) => consentOf(call, who)?.kinds.includes(kind)),
  );
  if (kinds.length === 0) return null;
  return new Set(mediaOf(call).flatMap(({ media, kind }) => (kinds.includes(kind) ? [media] : [])));
}

function lastIndex(call: readonly Fact[], holds: (fact: Fact) => boolean): number {
  return call.findLastIndex(holds);
}

function lastLeft(call: readonly Fact[], who: string): number {
  return lastIndex(call, (fact) => fact.what === 'leaves' && fact.who === who);
}

function firstJoined(call: readonly Fact[], who: string): number {
  const left = lastLeft(call, who);
  return call.findIndex((fact, index) => index > left && fact.what === 'joins' && fact.who === who);
}

function isMember(call: readonly Fact[], who: string): boolean {
  return firstJoined(call, who) !== -1;
}

function isThere(call: readonly Fact[], who: string): boolean {
  const joined = lastIndex(call, (fact) => fact.what === 'joins' && fact.who === who);
  const gone = lastIndex(
    call,
    (fact) => fact.what === 'all vanish' || (fact.what === 'vanishes' && fact.who === who),
  );
  return joined > gone;
}

/** The key last bound since joining, and when it became another one than before. */
function keyOf(call: readonly Fact[], who: string): { readonly key: string; readonly since: number } | null {
  const joined = firstJoined(call, who);
  const bound = call.flatMap((fact, index) =>
    index >= joined && fact.what === 'binds' && fact.who === who ? [{ key: fact.key, since: index }] : [],
  );
  return bound.findLast(({ key }, index) => bound[index - 1]?.key !== key) ?? null;
}

function consentOf(call: readonly Fact[], who: string) {
  const given = lastIndex(call, (fact) => fact.what === 'consents' && fact.who === who);
  const consent = call[given];
  if (consent?.what !== 'consents') return null;
  const withdrawn = lastIndex(call, (fact) => fact.what === 'withdraws' && fact.who === who);
  const key = keyOf(call, who);
  const isElsewhere = call.some(
    (fact, index) => index > given && fact.what === 'joins' && fact.who === who && fact.key !== consent.key,
  );
  const isPast =
    isElsewhere || given < firstJoined(call, who) || given < withdrawn || !key || given < key.since;
  return isPast || cameSomebodyNew(call, given) ? null : consent;
}

/** Whether after `given` somebody joined who was no member at that moment, even if that person has left again. */
function cameSomebodyNew(call: readonly Fact[], given: number): boolean {
  return call.some(
    (fact, index) => index > given && fact.what === 'joins' && !isMember(call.slice(0, index), fact.who),
  );
}

function hasConsented(
  call: readonly Fact[],
  who: string,
  members: readonly string[],
  notice: string,
): boolean {
  const consent = consentOf(call, who);
  if (consent?.notice !== notice || consent.key !== keyOf(call, who)?.key) return false;
  return (
    consent.to.size === members.length &&
    members.every((member) => consent.to.get(member) === keyOf(call, member)?.key)
  );
}

function mediaOf(call: readonly Fact[]) {
  return call.flatMap((fact, index) => {
    if (fact.what !== 'shows') return [];
    const isGone = call.some(
      (later, when) =>
        when > index &&
        ((later.what === 'hides' && later.media === fact.media) ||
          (later.what === 'leaves' && later.who === fact.who)),
    );
    return isGone ? [] : [fact];
  });
}
