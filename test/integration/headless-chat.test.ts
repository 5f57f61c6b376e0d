import type { ConversationId } from '@jawort/shared/domain/ids';
import { createAgentClient } from '@jawort/widget/core/agent-client';
import type { AgentClient, ConversationClient, VisitorClient } from '@jawort/widget/core/types';
import { createVisitorClient } from '@jawort/widget/core/visitor-client';
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { startServer, type RunningServer } from '../../server/app.ts';
import { signInAgent } from '../support/headless-party.ts';
import { nodeHost } from '../support/node-host.ts';
import { openTcpRelay, type TcpRelay } from '../support/tcp-relay.ts';

const page = 'http://localhost:8081';

describe('the headless clients and a real server', () => {
  let folder: string;
  let server: RunningServer;
  let relay: TcpRelay;
  let agent: AgentClient;
  const tab = new Map<string, string>();
  const open: { close(): void }[] = [];

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'jawort-chat-'));
    server = await startServer({
      DATA_DIR: folder,
      PORT: '0',
      MEDIA_PORT: '0',
      LOG_LEVEL: 'silent',
      EXAMPLE_URL: page,
    });
    relay = await openTcpRelay(server.port);
    agent = await signIn(server);
  });

  after(async () => {
    for (const client of open) client.close();
    agent.close();
    await relay.close();
    await server.close();
    await rm(folder, { recursive: true });
  });

  const visit = (memory = new Map<string, string>()): VisitorClient => {
    const origin = { server: `http://localhost:${relay.port}`, headers: { origin: page }, memory };
    const visitor = createVisitorClient(nodeHost(origin), 'demo');
    open.push(visitor);
    return visitor;
  };

  const meet = async (memory?: Map<string, string>) => {
    const visitor = visit(memory);
    const conversation = await start(visitor);
    return { conversation, visitor, agentSide: await agent.accept(conversation) };
  };

  it('carry messages both ways, each side seeing the other type and read', async () => {
    const { visitor, agentSide } = await meet();
    assert.ok(visitor.actions.setTyping);
    visitor.actions.setTyping(true);
    await become(agentSide, ({ state }) => state.typing.length === 1);
    say(visitor, 'Guten Tag');
    await become(agentSide, ({ state }) => texts(state).includes('Guten Tag') && state.typing.length === 0);
    assert.ok(agentSide.actions.markRead);
    agentSide.actions.markRead();
    await become(visitor, ({ state }) =>
      state.reads.some(({ participant, read }) => participant !== state.me && read === 1),
    );
    say(agentSide, 'Was kann ich für Sie tun?');
    await become(visitor, ({ state }) => state.messages.length === 2);
    assert.deepEqual(texts(visitor.state), ['Guten Tag', 'Was kann ich für Sie tun?']);
    assert.deepEqual(texts(agentSide.state), texts(visitor.state));
  });

  it('[MS1] post a message once although its acknowledgement was lost', async () => {
    const { visitor, agentSide } = await meet();
    relay.swallowAnswers();
    say(visitor, 'only once');
    await become(agentSide, ({ state }) => state.messages.length === 1);
    assert.equal(visitor.state.pending.length, 1);
    relay.cut();
    await become(visitor, ({ state }) => state.pending.length === 0);
    say(agentSide, 'and then');
    await become(visitor, ({ state }) => state.messages.length === 2);
    assert.deepEqual(texts(visitor.state), ['only once', 'and then']);
    assert.deepEqual(texts(agentSide.state), ['only once', 'and then']);
  });

  it('[MS2] lose nothing that was said while the connection was cut', async () => {
    const { visitor, agentSide } = await meet();
    relay.cut();
    for (const text of ['one', 'two', 'three']) say(agentSide, text);
    await become(agentSide, ({ state }) => state.messages.length === 3);
    await become(visitor, ({ state }) => state.messages.length === 3);
    assert.deepEqual(texts(visitor.state), ['one', 'two', 'three']);
  });

  it('take up the conversation of the tab after a reload, unsent messages included', async () => {
    const { visitor, agentSide, conversation } = await meet(tab);
    relay.swallowAnswers();
    say(visitor, 'before the reload');
    visitor.close();
    const again = visit(tab);
    await become(again, ({ state }) => state.messages.length === 1 && state.pending.length === 0);
    await become(agentSide, ({ state }) => state.messages.length === 1);
    assert.equal(again.state.conversation?.id, conversation);
    assert.equal(again.open, undefined);
  });

  it('[PE1] keep nothing of a visitor who has not opened a conversation', async () => {
    const memory = new Map<string, string>();
    const visitor = visit(memory);
    await become(visitor, () => visitor.state.connection.state === 'online' && visitor.site !== null);
    assert.equal(memory.size, 0);
  });

  it('offer a fresh start where the tab holds a token that the server does not know', async () => {
    const memory = new Map([['visit.demo', `${crypto.randomUUID()} ${'A'.repeat(43)}`]]);
    const visitor = visit(memory);
    await become(visitor, ({ state }) => state.connection.state === 'refused');
    assert.ok(await start(visitor));
    await become(visitor, ({ state }) => state.connection.state === 'online');
  });
});

async function signIn(server: RunningServer): Promise<AgentClient> {
  assert.ok(server.firstAgent);
  const { party, door } = await signInAgent(
    server.origin,
    server.firstAgent.login,
    server.firstAgent.password,
  );
  party.close();
  const headers = { origin: server.origin, cookie: door.cookie };
  return createAgentClient(nodeHost({ server: server.origin, headers }));
}

async function start(visitor: VisitorClient): Promise<ConversationId> {
  assert.ok(visitor.open);
  return visitor.open({ topic: 'hr', locale: 'de' });
}

function become<Client extends ConversationClient>(
  client: Client,
  holds: (client: Client) => boolean,
): Promise<void> {
  return new Promise((resolve) => {
    const look = () => {
      if (!holds(client)) return;
      stop();
      resolve();
    };
    const stop = client.subscribe(look);
    look();
  });
}

function say(client: ConversationClient, text: string): void {
  assert.ok(client.actions.send);
  client.actions.send(text);
}

function texts({ messages }: ConversationClient['state']): readonly string[] {
  return messages.map(({ text }) => text);
}
