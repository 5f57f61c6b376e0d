import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { AgentPage } from './agent-page.ts';
import { Stage } from './stage.ts';
import type { VisitorPage } from './visitor-page.ts';

describe('a server that is restarted', () => {
  let stage: Stage;
  let visitor: VisitorPage;
  let agent: AgentPage;

  before(async () => {
    stage = await Stage.open();
    ({ visitor, agent } = await stage.call('Mira Okafor'));
  });
  after(() => stage.close());

  it('[MS1] [MS2] loses and doubles nothing that either has written meanwhile, on either screen', async () => {
    await stage.server.kill();
    await visitor.page.getByText(visitor.words.offline).waitFor();
    await visitor.write('Sind Sie noch da?');
    await visitor.write('Hier ist die Verbindung weg.');
    await agent.write('Hier auch.');
    await stage.restart();
    for (const text of ['Sind Sie noch da?', 'Hier ist die Verbindung weg.', 'Hier auch.'])
      for (const one of [visitor, agent]) await one.message(text).first().waitFor();
    for (const one of [visitor, agent]) assert.equal(await one.message('Hier auch.').count(), 1);
    const texts = await Promise.all([visitor, agent].map((one) => one.texts()));
    assert.deepEqual(texts[0], texts[1]);
  });

  it('[RG4] brings both back into their call, without a press, and unrecorded', async () => {
    await Promise.all([visitor.plays(), agent.plays()]);
    await visitor.recordingSign('not recording').waitFor();
    const types = (await stage.recorded(agent).events()).map(({ body }) => body.type);
    assert.equal(types.filter((type) => type === 'call.started').length, 1);
    assert.equal(types.filter((type) => type === 'call.interrupted').length, 1);
  });

  it('keeps the conversation, the call and the receipts over a reload of the visitor’s page', async () => {
    await agent.askForRecording();
    await Promise.all([visitor.consent(), agent.consent()]);
    await visitor.recordingSign('recording').waitFor();
    visitor.page.on('dialog', (dialog) => void dialog.accept());
    await visitor.page.reload();
    await visitor.openChat();
    await visitor.button(visitor.callWords.rejoin).click();
    await visitor.button(visitor.callWords.join).click();
    await visitor.plays();
    await visitor.recordingSign('recording').waitFor();
    await visitor.hangUp();
    await visitor.page.getByText(visitor.callWords.myReceipt).first().waitFor();
    assert.equal((await visitor.texts()).length, 3);
  });
});
