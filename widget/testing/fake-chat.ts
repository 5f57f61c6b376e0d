import { customElement } from 'lit/decorators.js';
import { ChatElement, type Visiting } from '../views/chat-element.ts';
import type { FakeClient } from './fake-client.ts';
import { fakeDevices } from './fake-media.ts';

/** The chat with a conversation that is given to it. */
@customElement('fake-chat')
export class FakeChat extends ChatElement {
  client: FakeClient | null = null;
  devices = fakeDevices();
  visits = 0;

  protected override visit(): Visiting {
    if (!this.client) throw new TypeError('a fake chat needs a client');
    this.visits++;
    return { client: this.client, devices: this.devices };
  }
}

/** A chat in the page, showing `client`. */
export function fakeChat(client: FakeClient, attributes: Readonly<Record<string, string>> = {}): FakeChat {
  const chat = document.createElement('fake-chat');
  chat.client = client;
  for (const [name, value] of Object.entries({ site: 'demo', lang: 'de', ...attributes }))
    chat.setAttribute(name, value);
  return chat;
}

declare global {
  interface HTMLElementTagNameMap {
    'fake-chat': FakeChat;
  }
}
