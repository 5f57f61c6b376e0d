import { assert, expect } from '@open-wc/testing';
import { sendKeys, setViewport } from '@web/test-runner-commands';
import type { ConversationId } from '@jawort/shared/domain/ids';
import { html } from 'lit';
import { wordsOf } from '../locales/words.ts';
import { at, conversation, conversationId, item, message } from '../testing/builders.ts';
import { FakeAgent, FakeConversation } from '../testing/fake-clients.ts';
import { fakeApi } from '../testing/fake-api.ts';
import { buttonOf, find, settled, show, textOf } from '../testing/stage.ts';
import type { ConsoleWorkspace } from './workspace.ts';
import './workspace.ts';

const words = wordsOf('de');
const inbox = {
  waiting: [item(1, { state: 'waiting', waitingSince: at(0), visitor: 'Tomás Rivera' })],
  own: [item(2), item(3, { visitor: 'Lin Wei', call: 'active' })],
};

async function shown(chosen: number | null = null) {
  const clients = [2, 3].map((n) => {
    const state = {
      conversation: conversation({ id: conversationId(n) }),
      messages: [message(1, `Nachricht ${n}`)],
    };
    return [conversationId(n), new FakeConversation(state, { send: () => undefined })] as const;
  });
  const agent = new FakeAgent(inbox, new Map(clients));
  const element = await show<ConsoleWorkspace>(
    html`<console-workspace
      .api=${fakeApi()}
      .agent=${agent}
      .chosen=${chosen && conversationId(chosen)}
    ></console-workspace>`,
  );
  element.choose = (next: ConversationId | null) => (element.chosen = next);
  return { element, agent };
}

const press = async (element: ConsoleWorkspace, key: string) => {
  await sendKeys({ press: key });
  await settled(element);
};

describe('the workspace', () => {
  before(() => setViewport({ width: 1280, height: 800 }));

  it('is accessible with a conversation open', async () => {
    const { element } = await shown(2);
    expect(textOf(element)).to.include('Nachricht 2');
    await expect(element).to.be.accessible();
  });

  it('is walked through with J and K, answered with R, and left with Esc', async () => {
    const { element } = await shown();
    await press(element, 'j');
    assert.equal(element.chosen, conversationId(1));
    await press(element, 'j');
    await press(element, 'j');
    assert.equal(element.chosen, conversationId(3));
    await press(element, 'k');
    assert.equal(element.chosen, conversationId(2));
    await press(element, 'r');
    assert.equal(find(element, 'textarea', HTMLTextAreaElement)?.matches(':focus'), true);
    await press(element, 'j');
    assert.equal(element.chosen, conversationId(2));
    await press(element, 'Escape');
    assert.equal(find(element, 'textarea')?.matches(':focus'), false);
    await press(element, 'k');
    assert.equal(element.chosen, conversationId(1));
  });

  it('leaves letters alone when its shortcuts are off', async () => {
    const { element } = await shown();
    element.shortcuts = false;
    await press(element, 'j');
    assert.isNull(element.chosen);
  });

  it('accepts who waits and takes the keyboard to the field', async () => {
    const { element, agent } = await shown(1);
    const accept = buttonOf(element, words.conversation.accept);
    assert(accept);
    accept.click();
    agent.update({ inbox: { waiting: [], own: [item(1), ...inbox.own] } });
    await settled(element);
    assert.deepEqual(agent.accepted, [conversationId(1)]);
  });

  it('says of a conversation that is gone that it is, and shows the way back', async () => {
    const { element } = await shown(9);
    expect(textOf(element)).to.include(words.conversation.goneTitle);
    await expect(element).to.be.accessible();
  });

  it('says of a call that comes in another conversation who calls, and leads there', async () => {
    const { element, agent } = await shown(2);
    agent.update({ inbox: { ...inbox, own: [item(2), item(3, { visitor: 'Lin Wei', call: 'ringing' })] } });
    await settled(element);
    assert.equal(find(element, '.ringing [role=alert]')?.textContent, words.call.incomingVoice('Lin Wei'));
    await expect(element).to.be.accessible();
  });

  it('shows one column where there is no room, and goes back to the list', async () => {
    await setViewport({ width: 320, height: 640 });
    const { element } = await shown(2);
    const isShown = (selector: string) => find(element, selector)?.checkVisibility() ?? false;
    assert.deepEqual([isShown('console-inbox'), isShown('console-messages')], [false, true]);
    expect(document.documentElement.scrollWidth).to.be.at.most(320);
    assert.equal(find(element, '.back')?.getAttribute('href'), '#/conversations');
    await press(element, 'Escape');
    assert.deepEqual([isShown('console-inbox'), isShown('console-messages')], [true, false]);
    await setViewport({ width: 1280, height: 800 });
  });
});
