import { durationInWords } from './duration.ts';
import type { NoticeFacts } from './notice-facts.ts';
import type { NoticeWords } from './notice-words.ts';

/** The notice on recording in German; written in German, not translated. */
export function german(facts: NoticeFacts): NoticeWords {
  const { controller, purpose, recipients } = facts;
  return {
    question: 'Dürfen wir dieses Gespräch aufzeichnen?',
    facts: [
      { label: 'Wer', text: controller.name },
      { label: 'Wofür', text: purpose },
      { label: 'Wie lange', text: durationInWords(facts.retention, 'de') },
      { label: 'Wer darf sie öffnen', text: recipients.join(', ') },
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
    withdraw: withdraw(facts),
    rights: rights(facts),
    full: full(facts),
    plain: plain(facts),
  };
}

function withdraw({ controller }: NoticeFacts): string {
  return `Mit einem Klick auf „Widerrufen“ im Gespräch oder auf dem Beleg; auch formlos an ${controller.contact}.`;
}

function rights({ authority }: NoticeFacts): string {
  return (
    'Auskunft, Berichtigung, Löschung, Einschränkung, Übertragbarkeit (Art. 15 bis 18 und 20 DSGVO); ' +
    `Beschwerde bei: ${authority} (Art. 77 DSGVO).`
  );
}

function full(facts: NoticeFacts): string {
  const { controller, purpose, recipients, storage, authority } = facts;
  const months = durationInWords(facts.retention, 'de');
  return `Hinweis zur Aufzeichnung dieses Gesprächs (Art. 13 DSGVO)

Verantwortlicher
${controller.name}, ${controller.address}. Kontakt: ${controller.contact}. Datenschutz: ${controller.dpo}.

Was aufgezeichnet wird
Ton, Bild oder geteilter Bildschirm: nur das, was Sie auswählen und dem auch die andere Seite zugestimmt hat. Die Aufzeichnung beginnt erst, wenn alle im Gespräch zugestimmt haben. Was davor und danach gesprochen wird, wird nicht aufgezeichnet.

Zweck
Wir zeichnen auf, ${purpose}. Zu nichts anderem.

Rechtsgrundlage
Ihre Einwilligung (Art. 6 Abs. 1 Buchst. a DSGVO). Wer das nichtöffentlich gesprochene Wort unbefugt aufnimmt, macht sich strafbar (§ 201 StGB). Darum fragen wir jede Person in jedem Gespräch.

Freiwilligkeit
Sie müssen nicht zustimmen. Ohne Aufzeichnung geht das Gespräch genauso weiter. Ein Nein wird der anderen Seite nicht angezeigt.

Empfänger
${recipients.join('; ')}.

Speicherort
${storage.join('; ')}.

Speicherdauer
${months}. Danach wird die Aufzeichnung gelöscht.

Widerruf
${withdraw(facts)} Die Aufzeichnung endet sofort. Was bis dahin aufgezeichnet wurde, bleibt rechtmäßig entstanden (Art. 7 Abs. 3 DSGVO); Sie können seine Löschung verlangen.

Nachweis
Ihre Zustimmung und Ihr Widerruf werden mit Zeitpunkt, Wortlaut dieses Hinweises und einer Unterschrift Ihres Browsers gespeichert, unter einem Pseudonym statt Ihres Namens. Sie erhalten davon einen Beleg.

Ihre Rechte
${rights(facts)}

Aufsichtsbehörde
${authority}.
`;
}

function plain({ controller, purpose, recipients, retention }: NoticeFacts): string {
  return `Wir möchten dieses Gespräch aufnehmen.
Aufnehmen heißt: Wir speichern Ton und Bild.

Wer macht die Aufnahme?
${controller.name}.

Warum?
Wir nehmen auf, ${purpose}.

Wer darf die Aufnahme öffnen?
${recipients.join('\n')}

Wie lange speichern wir die Aufnahme?
${durationInWords(retention, 'de')}.
Dann löschen wir sie.

Sie dürfen Nein sagen.
Dann geht das Gespräch einfach weiter.
Wir nehmen nur auf, wenn alle Ja sagen.

Sie können später Ihre Meinung ändern.
Klicken Sie auf „Widerrufen“.
Dann hört die Aufnahme sofort auf.

Haben Sie Fragen?
Schreiben Sie an: ${controller.contact}
`;
}
