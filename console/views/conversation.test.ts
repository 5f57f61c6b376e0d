import { assert, expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { DeviceUnavailable } from '@jawort/widget/core/call/device-unavailable';
import type { ConversationActions, ConversationState } from '@jawort/widget/core/types';
import { html } from 'lit';
import { wordsOf } from '../locales/words.ts';
import {
  agent,
  at,
  conversation,
  conversationId,
  item,
  message,
  messageId,
  visitor,
} from '../testing/builders.ts';
import { FakeConversation } from '../testing/fake-clients.ts';
import { buttonOf, find, settled, show, textOf } from '../testing/stage.ts';
import type { ConsoleConversation } from './conversation.ts';
import './conversation.ts';

const words = wordsOf('de');

async function shown(state: Partial<ConversationState> = {}, actions: ConversationActions = {}) {
  const client = new FakeConversation(state, actions);
  const element = await show<ConsoleConversation>(
    html`<console-conversation .item=${item(1)} .client=${client}></console-conversation>`,
  );
  return { element, client };
}

async function twoFrames(): Promise<void> {
  await new Promise(requestAnimationFrame);
  await new Promise(requestAnimationFrame);
}

function field(element: Element): HTMLTextAreaElement {
  const found = find(element, 'textarea', HTMLTextAreaElement);
  assert(found);
  return found;
}

describe('a conversation', () => {
  it('teaches the next step when none is chosen', async () => {
    const element = await show<ConsoleConversation>(html`<console-conversation></console-conversation>`);
    expect(textOf(element)).to.include(words.conversation.noneText);
    await expect(element).to.be.accessible();
  });

  it('that waits shows its latest message and can be accepted', async () => {
    const accepted: string[] = [];
    const waiting = item(2, { state: 'waiting', waitingSince: at(0), preview: 'Hallo?' });
    const element = await show<ConsoleConversation>(
      html`<console-conversation
        .item=${waiting}
        .accept=${async (id: string) => accepted.push(id)}
      ></console-conversation>`,
    );
    expect(textOf(element)).to.include('Hallo?');
    await expect(element).to.be.accessible();
    buttonOf(element, words.conversation.accept)?.click();
    assert.deepEqual(accepted, [conversationId(2)]);
  });

  it('shows who wrote what, and how far one’s own has got', async () => {
    const messages = [message(1, 'Guten Tag'), message(2, 'Willkommen', agent), message(3, 'Gern', agent)];
    const reads = [{ participant: visitor, delivered: 3, read: 2 }];
    const { element, client } = await shown({ messages, reads });
    expect(textOf(element)).to.include('Jana Köhler').and.to.include(words.messages.delivered);
    await expect(element).to.be.accessible();
    client.update({ reads: [{ participant: visitor, delivered: 3, read: 3 }] });
    await settled(element);
    expect(textOf(element)).to.include(words.messages.read);
  });

  it('[PE3] shows markup in a message as text', async () => {
    const { element } = await shown({
      messages: [message(1, '<img src=x onerror=alert(1)><script>1</script>')],
    });
    assert.isTrue(find(element, 'console-messages img, console-messages script, .bubble img') === null);
    expect(textOf(element)).to.include('<img src=x onerror=alert(1)>');
  });

  it('[PE3] makes links of https addresses alone', async () => {
    const { element } = await shown({ messages: [message(1, 'javascript:alert(1) https://example.org/a')] });
    assert.equal(find(element, '.bubble a')?.getAttribute('href'), 'https://example.org/a');
  });

  it('says why a message was not sent and sends it again on wish', async () => {
    const again: string[] = [];
    const error = { code: 'ERR_TOO_LARGE', message: '' } as const;
    const pending = [{ id: messageId(9), text: 'lang', at: at(9), error }];
    const { element } = await shown({ pending }, { retry: (id) => again.push(id) });
    expect(textOf(element)).to.include(words.errors.ERR_TOO_LARGE);
    buttonOf(element, words.retry)?.click();
    assert.deepEqual(again, [messageId(9)]);
  });

  it('says who is typing', async () => {
    const { element } = await shown({ typing: [visitor] });
    expect(textOf(element)).to.include(words.messages.typing('Jana Köhler'));
  });

  it('marks as read what is seen', async () => {
    const marked = new Promise<void>(
      (markRead) => void shown({ messages: [message(1, 'Guten Tag')] }, { markRead }),
    );
    await marked;
  });

  it('marks nothing as read behind another page', async () => {
    let marked = 0;
    const { element, client } = await shown({}, { markRead: () => (marked += 1) });
    element.hidden = true;
    await twoFrames();
    marked = 0;
    client.update({ messages: [message(1, 'Guten Tag')] });
    await settled(element);
    await twoFrames();
    assert.equal(marked, 0);
  });

  for (const locale of ['de', 'en'] as const)
    for (const problem of ['denied', 'missing', 'insecure-origin'] as const)
      it(`says what to do about a device that keeps one from calling: ${problem}, ${locale}`, async () => {
        const { problems, conversation } = wordsOf(locale);
        const startCall = () => Promise.reject(new DeviceUnavailable(problem));
        const { element } = await shown({}, { startCall });
        element.locale = locale;
        for (const press of ['video', 'voice'] as const) {
          await settled(element);
          buttonOf(element, conversation[press])?.click();
          await settled(element);
          await settled(element);
          assert.equal(find(element, '.error')?.textContent, problems[problem]);
        }
        await expect(element).to.be.accessible();
      });

  it('asks before it is closed', async () => {
    let closed = 0;
    const { element } = await shown({}, { closeConversation: async () => void (closed += 1) });
    buttonOf(element, words.conversation.end)?.click();
    await settled(element);
    assert.equal(closed, 0);
    await expect(element).to.be.accessible();
    buttonOf(element, words.conversation.endYes)?.click();
    assert.equal(closed, 1);
  });

  it('that is closed says so and takes no more', async () => {
    const { element } = await shown({ conversation: conversation({ state: 'closed' }) });
    expect(textOf(element)).to.include(words.conversation.closed);
    assert.isTrue(find(element, 'textarea') === null);
  });
});

describe('the composer', () => {
  it('sends with Enter and breaks the line with Shift and Enter', async () => {
    const sent: string[] = [];
    const { element } = await shown({}, { send: (text) => sent.push(text) });
    field(element).focus();
    await sendKeys({ type: 'eins' });
    await sendKeys({ down: 'Shift' });
    await sendKeys({ press: 'Enter' });
    await sendKeys({ up: 'Shift' });
    await sendKeys({ type: 'zwei' });
    assert.deepEqual(sent, []);
    await sendKeys({ press: 'Enter' });
    assert.deepEqual(sent, ['eins\nzwei']);
    assert.equal(field(element).value, '');
  });

  it('leaves Enter to an input method that is composing a word', async () => {
    const sent: string[] = [];
    const { element } = await shown({}, { send: (text) => sent.push(text) });
    const input = field(element);
    input.value = 'にほん';
    input.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', isComposing: true, bubbles: true }));
    input.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', keyCode: 229, bubbles: true }));
    assert.deepEqual(sent, []);
  });

  it('never carries over to another person what was begun for one', async () => {
    const { element } = await shown({}, { send: () => undefined });
    field(element).value = 'Liebe Frau Köhler';
    const other = conversation({ id: conversationId(2) });
    element.client = new FakeConversation({ conversation: other }, {});
    element.item = item(2);
    await settled(element);
    assert.equal(field(element).value, '');
    element.client = new FakeConversation({}, {});
    element.item = item(1);
    await settled(element);
    assert.equal(field(element).value, 'Liebe Frau Köhler');
  });

  it('says when there is no connection and what becomes of the message', async () => {
    const { element } = await shown({ connection: { state: 'offline', retryAt: null } });
    expect(textOf(element)).to.include(words.composer.offline);
    await expect(element).to.be.accessible();
  });
});
