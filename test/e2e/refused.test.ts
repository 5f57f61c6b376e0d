import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { processOf } from '../support/processes.ts';
import { udpSocketsOf } from '../support/udp-sockets.ts';
import type { AgentPage } from './agent-page.ts';
import { Stage } from './stage.ts';
import type { VisitorPage } from './visitor-page.ts';

describe('a call in which one says yes to recording and the other no', () => {
  let stage: Stage;

  before(async () => {
    stage = await Stage.open();
  });
  after(() => stage.close());

  it('[RG1] [RG5] goes on for both, with no file and no recorder transport, when the visitor refuses', async () => {
    const { visitor, agent } = await stage.call('Mira Okafor');
    await agent.askForRecording();
    await agent.consent();
    await visitor.refuse();
    await visitor.question.waitFor({ state: 'detached' });
    await expectUnrecorded(visitor, agent);
    await expectUnasked(agent);
    await leave(visitor, agent);
  });

  it('[RG1] [RG5] goes on for both, with no file and no recorder transport, when the agent refuses', async () => {
    const { visitor, agent } = await stage.call('Jonas Brandt');
    await agent.askForRecording();
    await visitor.consent();
    await agent.refuse();
    await agent.button(agent.words.consent.again).waitFor();
    await expectUnrecorded(visitor, agent);
    await leave(visitor, agent);
  });

  async function expectUnrecorded(visitor: VisitorPage, agent: AgentPage): Promise<void> {
    await Promise.all([visitor.plays(2), agent.plays(2)]);
    await visitor.recordingSign('not recording').waitFor();
    await agent.recordingSign('not recording').waitFor();
    assert.equal(await udpSocketsOf(await processOf(stage.server, 'recorder')), 0);
    assert.deepEqual(await stage.files(), []);
    const types = (await stage.recorded(agent).events()).map(({ body }) => body.type);
    assert.equal(types.filter((type) => type === 'consent.given').length, 1);
    assert.ok(!types.includes('recording.started'));
  }

  // What an agent sees of a refusal is what is there before any answer.
  async function expectUnasked(agent: AgentPage): Promise<void> {
    const { none, refused } = agent.words.consent;
    await agent.page.getByText(none, { exact: true }).waitFor();
    assert.equal(await agent.page.getByText(refused).count(), 0);
  }
});

async function leave(visitor: VisitorPage, agent: AgentPage): Promise<void> {
  await visitor.hangUp();
  await Promise.all([visitor, agent].map(({ page }) => page.context().close()));
}
