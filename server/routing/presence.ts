import type { AgentId } from '@jawort/shared/domain/ids';
import type { Staffing } from '../conversation/views.ts';
import type { Cancel, Clock } from '../ports/clock.ts';
import type { ConversationRecord } from '../ports/store.ts';

/** For so long an agent without a connection still counts as there, so that reloading the console disturbs nobody. */
const graceMs = 5000;

type Entry = { readonly connections: Set<string>; leaving: Cancel | null };

/** Which agents are there: those with a console connected. */
export class Presence implements Staffing {
  readonly #clock: Clock;
  readonly #agents = new Map<AgentId, Entry>();
  readonly #listeners = new Set<(agent: AgentId) => void>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Agents that are there now. */
  get agents(): readonly AgentId[] {
    return [...this.#agents.keys()];
  }

  arrive(agent: AgentId, connection: string): void {
    const known = this.#agents.get(agent);
    known?.leaving?.();
    const entry: Entry = { connections: known?.connections ?? new Set(), leaving: null };
    entry.connections.add(connection);
    this.#agents.set(agent, entry);
    if (!known) this.#tell(agent);
  }

  leave(agent: AgentId, connection: string): void {
    const entry = this.#agents.get(agent);
    if (!entry?.connections.delete(connection) || entry.connections.size > 0) return;
    entry.leaving = this.#clock.after(graceMs, () => {
      this.#agents.delete(agent);
      this.#tell(agent);
    });
  }

  /** Somebody at all for a waiting conversation, the one who took it for any other. */
  isStaffed({ agent }: Pick<ConversationRecord, 'agent'>): boolean {
    return agent ? this.#agents.has(agent.id) : this.#agents.size > 0;
  }

  /** Told of an agent who came or went. */
  onChange(listener: (agent: AgentId) => void): void {
    this.#listeners.add(listener);
  }

  #tell(agent: AgentId): void {
    for (const listener of this.#listeners) listener(agent);
  }
}
