import { assert, expect } from '@open-wc/testing';
import type { Inbox } from '@jawort/shared/protocol/snapshot';
import { html } from 'lit';
import { formatsOf } from '../locales/format.ts';
import { wordsOf } from '../locales/words.ts';
import { at, conversationId, item } from '../testing/builders.ts';
import { find, show, textOf } from '../testing/stage.ts';
import type { ConsoleInboxRow } from './inbox-row.ts';
import './inbox-row.ts';
import { inboxSections } from './inbox-sections.ts';
import type { ConsoleInbox } from './inbox.ts';
import './inbox.ts';

const { inbox: words, visitor } = wordsOf('de');
const waiting = item(1, { state: 'waiting', waitingSince: at(0), visitor: null, head: 2, read: 0 });

const row = (one = waiting, now = at(42)) =>
  show<ConsoleInboxRow>(
    html`<console-inbox-row .item=${one} .now=${Date.parse(now)} .topic=${'Personal'}></console-inbox-row>`,
  );
const inbox = (one: Inbox | null) => show<ConsoleInbox>(html`<console-inbox .inbox=${one}></console-inbox>`);
const grown = (element: Element) => find(element, '.grown')?.getAttribute('width');

describe('a row of the inbox', () => {
  it('says who waits, for what, how long, in which language, and how much is unread', async () => {
    const element = await row();
    for (const text of [visitor, 'Personal', '42 s', 'DE', '2']) expect(textOf(element)).to.include(text);
    assert.isTrue(find(element, `[aria-label="${words.waitingFor('42 s')}"]`) !== null);
    await expect(element).to.be.accessible();
  });

  it('grows its bar against the promised minute, and says by more than colour that it is late', async () => {
    assert.equal(grown(await row(waiting, at(30))), '50%');
    const late = await row(waiting, at(90));
    assert.equal(grown(late), '100%');
    assert.isTrue(find(late, '.late-time') !== null);
    await expect(late).to.be.accessible();
  });

  it('says in words that somebody rings', async () => {
    expect(textOf(await row(item(1, { call: 'ringing' })))).to.include(words.ringing);
  });

  it('[PE3] shows what a visitor typed as text, in name and message', async () => {
    const element = await row(item(1, { visitor: '<b>Jana</b>', preview: '<img src=x onerror=alert(1)>' }));
    assert.isTrue(find(element, 'b, img') === null);
    expect(textOf(element)).to.include('<b>Jana</b>').and.to.include('<img src=x');
  });
});

describe('the inbox', () => {
  it('says when nobody waits, and what to do then', async () => {
    const element = await inbox({ waiting: [], own: [] });
    expect(textOf(element)).to.include(words.emptyTitle).and.to.include(words.noOwn);
    await expect(element).to.be.accessible();
  });

  it('shows who waits longest first, of one’s own who rings first, and closed ones apart', () => {
    const [early, late] = [item(1, { waitingSince: at(0) }), item(2, { waitingSince: at(9) })];
    const [rings, busy] = [item(3, { call: 'ringing' }), item(4, { updatedAt: at(99) })];
    const closed = item(5, { state: 'closed' });
    const sections = inboxSections({ waiting: [late, early], own: [closed, busy, rings] });
    assert.deepEqual(sections, { waiting: [early, late], own: [rings, busy], closed: [closed] });
  });

  it('is accessible with rows in every section', async () => {
    const own = [item(3, { call: 'active', head: 9 }), item(5, { state: 'closed' })];
    await expect(await inbox({ waiting: [waiting], own })).to.be.accessible();
  });

  it('takes the keyboard to a row', async () => {
    const element = await inbox({ waiting: [], own: [item(3), item(4)] });
    await element.focusRow(conversationId(4));
    const focused = element.shadowRoot?.activeElement as ConsoleInboxRow | null;
    assert.equal(focused?.item?.conversation, conversationId(4));
  });
});

describe('a wait', () => {
  it('is told in seconds, minutes, hours, then days', () => {
    const { wait } = formatsOf('de');
    const waits = [59_000, 119_000, 600_000, 8_000_000, 200_000_000].map(wait);
    assert.deepEqual(waits, ['59 s', '119 s', '10 min', '2 h', '2 d']);
  });
});
