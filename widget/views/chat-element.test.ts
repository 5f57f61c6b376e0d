import { assert, expect } from '@open-wc/testing';
import type { Call, Locale } from '@jawort/shared/domain/records';
import type { PreChat } from '../core/types.ts';
import { agent, call, message, scenes, site, type SceneName } from '../testing/scenes.ts';
import { deep, deepAll, settled, shown, textOf } from '../testing/look.ts';

const locales: readonly Locale[] = ['de', 'en'];

describe('the chat', () => {
  for (const name of Object.keys(scenes) as readonly SceneName[]) {
    for (const locale of locales) {
      it(`is accessible: ${name}, ${locale}`, async () => {
        const chat = await shown(scenes[name](locale), { lang: locale });
        await expect(chat).to.be.accessible();
      });
    }
    it(`is accessible from right to left, and keeps inside its panel: ${name}`, async () => {
      const chat = await shown(scenes[name]('de'), { dir: 'rtl' });
      await expect(chat).to.be.accessible();
      const panel = deep(chat, '.panel');
      assert.equal(getComputedStyle(panel).direction, 'rtl');
      assert.isAtMost(panel.scrollWidth, panel.clientWidth);
    });
  }

  it('[PE1] visits nobody before it is opened, and once after that', async () => {
    const chat = await shown(scenes['pre-chat'](), {}, false);
    assert.equal(chat.visits, 0);
    deep(chat, '.launcher').click();
    await settled(chat);
    deep(chat, '.launcher').click();
    deep(chat, '.launcher').click();
    await settled(chat);
    assert.equal(chat.visits, 1);
  });

  it('speaks the language of the page where it is told none', async () => {
    const page = document.createElement('div');
    page.lang = 'en-US';
    const chat = await shown(scenes['pre-chat'](), { lang: '' }, true, page);
    assert.include(textOf(chat), 'What is it about?');
  });

  it('asks for topic, language and, who likes, a name', async () => {
    const client = scenes['pre-chat']();
    const asked: PreChat[] = [];
    client.become({
      open: async (preChat) => (asked.push(preChat), Promise.reject(new TypeError('no server'))),
    });
    const chat = await shown(client);
    const form = deep(chat, 'form', HTMLFormElement);
    deep(chat, 'input[value="help"]', HTMLInputElement).click();
    deep(chat, 'input[name="name"]', HTMLInputElement).value = ' Jonas Brandt ';
    form.requestSubmit();
    await settled(chat);
    assert.deepEqual(asked, [{ topic: 'help', locale: 'de', name: 'Jonas Brandt' }]);
    assert.include(textOf(chat), 'Das hat nicht geklappt.');
  });

  it('changes its language where the visitor chooses another', async () => {
    const chat = await shown(scenes['pre-chat']());
    const select = deep(chat, 'select', HTMLSelectElement);
    select.value = 'en';
    select.dispatchEvent(new Event('change'));
    await settled(chat);
    assert.include(textOf(chat), site.topics[0]?.label.en ?? 'a topic');
  });

  it('says at once that nobody is there, and that the message is kept', async () => {
    assert.include(textOf(await shown(scenes['nobody-online']())), 'Gerade ist niemand da.');
    assert.include(textOf(await shown(scenes.waiting('de'))), 'Ihre Nachricht bleibt gespeichert');
  });

  it('[PE3] shows what people type as text', async () => {
    const evil = '<img src=x onerror="document.title=1"><script>1</script>${1} {{1}} javascript:alert(1)';
    const client = scenes.chat('de');
    client.change({ messages: [message(1, agent, evil)] });
    const chat = await shown(client);
    assert.equal(deep(chat, '.bubble').textContent, evil);
    assert.isEmpty(deepAll(chat, '.bubble img, .bubble script, .bubble a', Element));
  });

  it('[PE3] makes links of https addresses alone', async () => {
    const client = scenes.chat('de');
    const text = 'https://muster.example/a?b=c#d, (https://x.example) http://y.example';
    client.change({ messages: [message(1, agent, text)] });
    const chat = await shown(client);
    const links = deepAll(chat, '.bubble a', HTMLAnchorElement).map(({ href }) => href);
    assert.deepEqual(links, ['https://muster.example/a?b=c#d', 'https://x.example/']);
    assert.equal(deep(chat, '.bubble').textContent, text);
  });

  it('opens when somebody calls, once per call', async () => {
    const client = scenes.chat('de');
    const chat = await shown(client);
    const ringing: Call = {
      state: 'ringing',
      call,
      kind: 'video',
      by: agent,
      until: '2026-11-24T09:00:00.000Z',
    };
    chat.open = false;
    client.change({ call: ringing });
    await settled(chat);
    assert.equal(chat.open, true);
    chat.open = false;
    client.change({ call: { ...ringing } });
    await settled(chat);
    assert.equal(chat.open, false);
  });

  it('counts what has not been read while it is small', async () => {
    const client = scenes.chat('de');
    client.change({ reads: [] });
    const chat = await shown(client);
    chat.open = false;
    await settled(chat);
    assert.equal(deep(chat, '.launcher').ariaLabel, 'Chat öffnen · 3 neue Nachrichten');
  });

  for (const [locale, calling, recording] of [
    ['de', 'Anruf läuft · Keine Aufnahme', 'Aufnahme läuft'],
    ['en', 'In a call · Not recording', 'Recording'],
  ] as const)
    it(`shows in word and shape whether a call is recorded while it is small, ${locale}`, async () => {
      for (const [scene, text, fill] of [
        ['call', calling, 'none'],
        ['recording', recording, 'currentColor'],
      ] as const) {
        const chat = await shown(scenes[scene](locale), { lang: locale });
        const sign = deep(chat, '.launcher-label');
        assert.equal(sign.checkVisibility(), false);
        chat.open = false;
        await settled(chat);
        assert.equal(sign.textContent.trim(), text);
        assert.equal(sign.role, 'status');
        assert.isNull(sign.ariaHidden);
        assert.equal(getComputedStyle(sign).opacity, '1');
        assert.equal(deep(chat, '.launcher-label circle', SVGCircleElement).getAttribute('fill'), fill);
        assert.include(deep(chat, '.launcher').ariaLabel, text);
        await expect(chat).to.be.accessible();
      }
    });

  it('says of a call only while it lasts', async () => {
    const client = scenes.call('de');
    const chat = await shown(client, {}, true);
    chat.open = false;
    client.become({ session: null, state: scenes.receipt('de').state });
    await settled(chat);
    assert.equal(deep(chat, '.launcher').ariaLabel, 'Chat öffnen · 3 neue Nachrichten');
    assert.equal(deep(chat, '.launcher-label').ariaHidden, 'true');
    assert.isNull(deep(chat, '.launcher-label').role);
  });

  it('says that a newer message was read only when the end of the log is on the screen', async () => {
    const client = scenes.chat('de');
    let marked = 0;
    client.become({ actions: { ...client.actions, markRead: () => marked++ } });
    const chat = await shown(client);
    assert.isAbove(marked, 0);
    chat.open = false;
    await settled(chat);
    marked = 0;
    client.change({ head: 6 });
    await settled(chat);
    assert.equal(marked, 0);
  });

  it('warns before the page is left during a call, and not otherwise', async () => {
    const client = scenes.call('de');
    const chat = await shown(client);
    const leave = () => !window.dispatchEvent(new Event('beforeunload', { cancelable: true }));
    assert.equal(leave(), true);
    client.become({ session: null });
    await settled(chat);
    assert.equal(leave(), false);
  });

  it('ends the visit when it is taken out of the page', async () => {
    const client = scenes.chat('de');
    const chat = await shown(client);
    chat.remove();
    await chat.updateComplete;
    assert.equal(client.isClosed, true);
    assert.equal(chat.visits, 1);
  });

  it('ends the visit when it is closed, not when it is made small', async () => {
    const client = scenes.chat('de');
    const chat = await shown(client);
    deep(chat, '[aria-label="Verkleinern"]').click();
    await settled(chat);
    assert.equal(client.isClosed, false);
    chat.open = true;
    await settled(chat);
    deep(chat, '[aria-label="Schließen"]').click();
    await settled(chat);
    assert.equal(client.isClosed, true);
  });
});
