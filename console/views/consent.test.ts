import { assert, expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import type { ConsentView, Recording } from '@jawort/shared/domain/records';
import type { ConsentQuestion, ConversationActions, ConversationState } from '@jawort/widget/core/types';
import { html } from 'lit';
import { wordsOf } from '../locales/words.ts';
import {
  active,
  agent,
  asking,
  at,
  conversationState,
  notice,
  segmentId,
  visitor,
} from '../testing/builders.ts';
import { buttonOf, find, settled, show, textOf } from '../testing/stage.ts';
import type { ConsoleConsent } from './consent.ts';
import './consent.ts';

const { consent: words } = wordsOf('de');
const given: ConsentView['mine'] = { state: 'given', at: at(30), modalities: ['audio'], receipt: 'a.b.c' };

async function shown(
  consent: Partial<ConsentView>,
  actions: ConversationActions = {},
  change: Partial<ConversationState> = {},
): Promise<ConsoleConsent> {
  const view: ConsentView = { request: null, mine: { state: 'unasked' }, given: [], ...consent };
  const state = conversationState({ call: active, consent: view, ...change });
  return show<ConsoleConsent>(html`<console-consent .state=${state} .actions=${actions}></console-consent>`);
}

function question(): { readonly question: ConsentQuestion; readonly answers: unknown[] } {
  const answers: unknown[] = [];
  return {
    answers,
    question: {
      notice,
      give: async (modalities) => void answers.push(modalities),
      refuse: async () => void answers.push('no'),
    },
  };
}

const asked = async (one = question()) =>
  ({
    ...one,
    view: await shown({ request: asking, mine: { state: 'asked' } }, { question: one.question }),
  }) as const;

describe('the bar of recording and consent', () => {
  it('says by word and shape that nothing is recorded', async () => {
    const view = await shown({});
    expect(textOf(view)).to.include(words.off);
    assert.isTrue(find(view, '.recording circle[fill=currentColor]') === null);
    await expect(view).to.be.accessible();
  });

  it('says by word and shape that recording runs, and what I consented to', async () => {
    const recording: Recording = { state: 'on', segment: segmentId(1), since: at(30), modalities: ['audio'] };
    const view = await shown({ mine: given, given: [agent, visitor] }, {}, { recording });
    expect(textOf(view)).to.include(words.on).and.to.include('Ton');
    assert.isTrue(find(view, '.recording circle[fill=currentColor]') !== null);
    await expect(view).to.be.accessible();
  });

  it('[RG5] shows the same of a visitor who refused, has not answered or was not asked', async () => {
    const texts = [];
    for (const request of [null, asking]) {
      const view = await shown({ request, mine: given, given: [agent] });
      texts.push(textOf(view));
    }
    assert.equal(texts[0], texts[1]);
    expect(texts[0]).to.include(words.none);
    for (const word of [words.refused, words.asked, words.unasked]) expect(texts[0]).not.to.include(word);
  });

  it('[RG6] takes one press to withdraw', async () => {
    let withdrawn = 0;
    const view = await shown(
      { mine: given, given: [agent] },
      { withdraw: async () => void (withdrawn += 1) },
    );
    buttonOf(view, words.withdraw)?.click();
    assert.equal(withdrawn, 1);
  });

  it('offers to ask only when it can be asked', async () => {
    assert.isTrue(buttonOf(await shown({}), words.ask) === null);
    assert.isTrue(buttonOf(await shown({}, { askConsent: async () => undefined }), words.ask) !== null);
  });
});

describe('the question for my own consent', () => {
  it('stands in the exact words of the notice, in its language', async () => {
    const { view } = await asked();
    const text = textOf(view);
    const facts = notice.facts.flatMap(({ label, text: fact }) => [label, fact]);
    for (const words of [notice.question, ...facts, notice.freedom, notice.yes, notice.no, notice.all])
      expect(text).to.include(words);
    assert.equal(find(view, '[role=dialog]')?.getAttribute('lang'), 'de');
    await expect(view).to.be.accessible();
  });

  it('[RG6] makes Yes and No twins: one size, one look, one distance', async () => {
    const { view } = await asked();
    const [no, yes] = [notice.no, notice.yes].map((name) => buttonOf(view, name));
    assert(no && yes);
    const look = (button: HTMLElement) => {
      const { width, height, top } = button.getBoundingClientRect();
      const { color, backgroundColor, border, fontWeight, fontSize } = getComputedStyle(button);
      return [width, height, top, color, backgroundColor, border, fontWeight, fontSize].join(' ');
    };
    assert.equal(look(no), look(yes));
  });

  it('[RG6] has nothing ticked, and Yes without a tick gives nothing but asks what for', async () => {
    const { view, answers } = await asked();
    assert.isTrue(find(view, 'input:checked') === null);
    buttonOf(view, notice.yes)?.click();
    await settled(view);
    assert.deepEqual(answers, []);
    expect(textOf(view)).to.include(words.pick);
  });

  it('gives what was ticked, and All ticks everything', async () => {
    const { view, answers } = await asked();
    buttonOf(view, notice.all)?.click();
    await settled(view);
    buttonOf(view, notice.yes)?.click();
    await settled(view);
    assert.deepEqual(answers, [['audio', 'video', 'screen']]);
  });

  it('[RG5] says No in one press, with no second question', async () => {
    const { view, answers } = await asked();
    buttonOf(view, notice.no)?.click();
    await settled(view);
    assert.deepEqual(answers, ['no']);
  });

  it('[RG6] takes Esc for no answer and shows the question again on wish', async () => {
    const { view, answers } = await asked();
    await sendKeys({ press: 'Escape' });
    await settled(view);
    assert.isTrue(find(view, '[role=dialog]') === null);
    assert.deepEqual(answers, []);
    buttonOf(view, words.showQuestion)?.click();
    await settled(view);
    assert.isTrue(find(view, '[role=dialog]') !== null);
  });

  it('leaves the keyboard to who is writing', async () => {
    const field = document.createElement('textarea');
    field.ariaLabel = 'Nachricht';
    document.body.append(field);
    field.focus();
    await asked();
    assert.isTrue(document.activeElement === field);
    field.remove();
  });

  it('is walked through by keyboard: boxes, All, No, Yes', async () => {
    const { view, answers } = await asked();
    await sendKeys({ press: 'Tab' });
    await sendKeys({ press: 'Space' });
    for (const _ of ['picture', 'screen', 'all', 'no', 'yes']) await sendKeys({ press: 'Tab' });
    await sendKeys({ press: 'Enter' });
    await settled(view);
    assert.deepEqual(answers, [['audio']]);
  });
});
