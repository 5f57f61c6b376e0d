import { durationInWords } from './duration.ts';
import type { NoticeFacts } from './notice-facts.ts';
import type { NoticeWords } from './notice-words.ts';

/** The notice on recording in English; written in English, not translated. */
export function english(facts: NoticeFacts): NoticeWords {
  const { controller, purpose, recipients } = facts;
  return {
    question: 'May we record this conversation?',
    facts: [
      { label: 'Who', text: controller.name },
      { label: 'What for', text: purpose },
      { label: 'How long', text: durationInWords(facts.retention, 'en') },
      { label: 'Who can open it', text: recipients.join(', ') },
    ],
    freedom: 'You can stop at any time. Without a recording, the conversation goes on just the same.',
    modalities: [
      { id: 'audio', label: 'Sound' },
      { id: 'video', label: 'Picture' },
      { id: 'screen', label: 'Screen' },
    ],
    all: 'All',
    yes: 'Yes',
    no: 'No',
    withdraw: withdraw(facts),
    rights: rights(facts),
    full: full(facts),
    plain: plain(facts),
  };
}

function withdraw({ controller }: NoticeFacts): string {
  return `With one click on “Withdraw” in the conversation or on the receipt; or tell ${controller.contact}.`;
}

function rights({ authority }: NoticeFacts): string {
  return (
    'Access, rectification, erasure, restriction, portability (GDPR Art. 15 to 18 and 20); ' +
    `complaint to: ${authority} (GDPR Art. 77).`
  );
}

function full(facts: NoticeFacts): string {
  const { controller, purpose, recipients, storage, authority } = facts;
  const period = durationInWords(facts.retention, 'en');
  return `Notice on recording this conversation (GDPR Art. 13)

Data controller
${controller.name}, ${controller.address}. Contact: ${controller.contact}. Data protection: ${controller.dpo}.

What is recorded
Sound, picture or a shared screen: only what you choose and the other side has agreed to as well. Recording starts only once everybody in the conversation has said yes. What is said before and after is not recorded.

Purpose
We record ${purpose}. For nothing else.

Legal basis
Your consent (GDPR Art. 6(1)(a)). Recording the privately spoken word without authority is a crime in Germany (§ 201 StGB). That is why we ask every person in every conversation.

Your choice
You do not have to agree. Without a recording, the conversation goes on just the same. The other side is not shown a no.

Recipients
${recipients.join('; ')}.

Where it is kept
${storage.join('; ')}.

How long it is kept
${period}. Then the recording is deleted.

Withdrawing
${withdraw(facts)} Recording stops at once. What was recorded until then was recorded lawfully (GDPR Art. 7(3)); you can ask for its deletion.

Proof
Your consent and your withdrawal are stored with the time, the wording of this notice and a signature by your browser, under a pseudonym instead of your name. You get a receipt of it.

Your rights
${rights(facts)}

Supervisory authority
${authority}.
`;
}

function plain({ controller, purpose, recipients, retention }: NoticeFacts): string {
  return `We would like to record this conversation.
Recording means: we keep the sound and the picture.

Who makes the recording?
${controller.name}.

Why?
We record ${purpose}.

Who can open the recording?
${recipients.join('\n')}

How long do we keep it?
${durationInWords(retention, 'en')}.
Then we delete it.

You can say no.
The conversation simply goes on.
We record only if everybody says yes.

You can change your mind later.
Click on “Withdraw”.
Recording stops at once.

Do you have questions?
Write to: ${controller.contact}
`;
}
