import { assert, expect, oneEvent } from '@open-wc/testing';
import { html } from 'lit';
import type { ConsoleApi } from '../api/console-api.ts';
import { wordsOf } from '../locales/words.ts';
import { fakeApi } from '../testing/fake-api.ts';
import { find, settled, show, textOf } from '../testing/stage.ts';
import type { ConsoleLogin } from './login.ts';
import './login.ts';

const { login: words } = wordsOf('de');

async function shown(api: Partial<ConsoleApi> = {}): Promise<ConsoleLogin> {
  return show<ConsoleLogin>(html`<console-login .api=${fakeApi(api)}></console-login>`);
}

async function submit(login: ConsoleLogin): Promise<void> {
  const field = (name: string) => find(login, `[name=${name}]`, HTMLInputElement);
  const [user, password] = [field('login'), field('password')];
  if (user) user.value = ' ayse ';
  if (password) password.value = 'geheim';
  find(login, 'form', HTMLFormElement)?.requestSubmit();
  await new Promise(requestAnimationFrame);
  await settled(login);
}

describe('the log-in', () => {
  it('is accessible, and the keyboard stands in its first field', async () => {
    const login = await shown();
    await expect(login).to.be.accessible();
    assert.isTrue(login.shadowRoot?.activeElement === find(login, '[name=login]'));
  });

  it('sends what was written and says who has signed in', async () => {
    const inputs: unknown[] = [];
    const login = await shown({
      login: async (input) => {
        inputs.push(input);
        return fakeApi().login(input);
      },
    });
    const signedIn = oneEvent(login, 'signed-in');
    await submit(login);
    await signedIn;
    assert.deepEqual(inputs, [{ login: 'ayse', password: 'geheim' }]);
  });

  it('says of a wrong name and of a wrong password the same', async () => {
    const login = await shown({ login: async () => ({ state: 'wrong' }) });
    await submit(login);
    expect(textOf(login)).to.include(words.wrong);
    assert.equal(find(login, '[name=password]', HTMLInputElement)?.value, '');
    await expect(login).to.be.accessible();
  });

  it('says how long to wait after too many attempts, and lets nobody try before', async () => {
    const login = await shown({ login: async () => ({ state: 'limited', retryAfterMs: 42_000 }) });
    await submit(login);
    expect(textOf(login)).to.include(words.limited('42 s'));
    assert.equal(find(login, 'button', HTMLButtonElement)?.disabled, true);
    await expect(login).to.be.accessible();
  });

  it('says what to do when the server does not answer', async () => {
    const login = await shown({ login: () => Promise.reject(new TypeError('no network')) });
    await submit(login);
    expect(textOf(login)).to.include(words.offline);
  });
});
