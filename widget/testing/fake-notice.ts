import type { Notice } from '@jawort/shared/consent/notice';

const controller = {
  name: 'Muster GmbH',
  address: 'Leipziger Straße 120, 34123 Kassel',
  contact: 'datenschutz@muster.example',
  dpo: 'dsb@muster.example',
};

type Words = 'all' | 'yes' | 'no' | 'full' | 'plain' | 'recipients' | 'withdraw' | 'rights' | 'authority';

const bound: Omit<Notice, 'lang' | 'question' | 'facts' | 'freedom' | 'modalities' | Words> = {
  id: 'call-recording',
  version: '2026-11-1',
  purpose: 'recording',
  controller,
  storage: ['Kassel'],
  retention: 'P6M',
  jurisdiction: 'DE',
};

/** A notice in German. */
export const noticeDe: Notice = {
  ...bound,
  lang: 'de',
  question: 'Dürfen wir dieses Gespräch aufzeichnen?',
  facts: [
    { label: 'Wer', text: 'Muster GmbH' },
    { label: 'Wofür', text: 'damit die Zusage nachprüfbar ist' },
    { label: 'Wie lange', text: '6 Monate, dann wird gelöscht' },
    { label: 'Wer öffnet', text: 'Personalabteilung, 4 Personen' },
  ],
  freedom: 'Sie können jederzeit beenden. Ohne Aufzeichnung geht das Gespräch genauso weiter.',
  modalities: [
    { id: 'audio', label: 'Ton' },
    { id: 'video', label: 'Bild' },
    { id: 'screen', label: 'Bildschirm' },
  ],
  all: 'Alles',
  yes: 'Ja',
  no: 'Nein',
  full: 'Verantwortlich ist die Muster GmbH.\n\nSie können Ihre Zustimmung jederzeit widerrufen.',
  plain: 'Wir nehmen das Gespräch auf.\nSie müssen nicht Ja sagen.',
  recipients: ['Personalabteilung'],
  withdraw: 'Widerrufen im Chat',
  rights: 'Auskunft, Löschung',
  authority: 'Der Hessische Beauftragte für Datenschutz',
};

/** The same notice in English. */
export const noticeEn: Notice = {
  ...bound,
  lang: 'en',
  question: 'May we record this conversation?',
  facts: [
    { label: 'Who', text: 'Muster GmbH' },
    { label: 'What for', text: 'so that what was agreed can be checked' },
    { label: 'How long', text: '6 months, then it is deleted' },
    { label: 'Who opens it', text: 'human resources, 4 people' },
  ],
  freedom: 'You can stop at any time. Without recording the conversation goes on just the same.',
  modalities: [
    { id: 'audio', label: 'Sound' },
    { id: 'video', label: 'Picture' },
    { id: 'screen', label: 'Screen' },
  ],
  all: 'All',
  yes: 'Yes',
  no: 'No',
  full: 'Muster GmbH is responsible.\n\nYou can withdraw your consent at any time.',
  plain: 'We record the conversation.\nYou do not have to say yes.',
  recipients: ['human resources'],
  withdraw: 'Withdraw in the chat',
  rights: 'access, erasure',
  authority: 'The data protection commissioner of Hesse',
};
