import { Notice } from '@jawort/shared/consent/notice';
import { canonicalJson, type Json } from '@jawort/shared/crypto/canonical-json';
import { sha256 } from '@jawort/shared/crypto/hash';
import type { SiteId } from '@jawort/shared/domain/ids';
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as v from 'valibot';
import { MemoryNotices } from '../../../test/support/memory-notices.ts';
import { site } from '../../../test/support/staged-consent.ts';
import type { Site } from '../../conversation/site.ts';
import { buildNotice } from './build-notice.ts';
import { durationInWords } from './duration.ts';
import { NoticeDocuments } from './notice-documents.ts';
import { publishNotices } from './publish-notices.ts';

const noticesOf = async (of: Site) =>
  (await buildNotice(of)).documents.map((document) => v.parse(Notice, JSON.parse(document)));

describe('the notice on recording', () => {
  it('asks in the words that people read, in both languages', async () => {
    const [de, en] = await noticesOf(site);
    assert.equal(de?.question, 'Dürfen wir dieses Gespräch aufzeichnen?');
    assert.deepEqual([de.yes, de.no, de.all], ['Ja', 'Nein', 'Alles']);
    assert.deepEqual(de.facts[2], { label: 'Wie lange', text: '6 Monate' });
    assert.equal(en?.question, 'May we record this conversation?');
    assert.deepEqual(en.facts[0], { label: 'Who', text: 'Muster GmbH' });
    assert.deepEqual(en.facts[3], { label: 'Who can open it', text: 'HR department (4 people)' });
  });

  it('says in full who decides, why, on which ground, for how long, and how to withdraw', async () => {
    const [de, en] = await noticesOf(site);
    for (const part of [
      'Muster GmbH, Musterstraße 1',
      'Art. 6 Abs. 1 Buchst. a DSGVO',
      '§ 201 StGB',
      '6 Monate',
      'Widerruf',
      'Berliner Beauftragte',
    ]) {
      assert.ok(de?.full.includes(part), part);
    }
    for (const part of [
      'GDPR Art. 6(1)(a)',
      '§ 201 StGB',
      '6 months',
      'Withdrawing',
      'Own servers in Germany',
    ]) {
      assert.ok(en?.full.includes(part), part);
    }
  });

  it('keeps every sentence of the question to 15 words', async () => {
    for (const { question, freedom } of await noticesOf(site)) {
      const sentences = `${question} ${freedom}`.split(/(?<=[.?])\s/);
      for (const sentence of sentences) assert.ok(sentence.split(' ').length <= 15, sentence);
    }
  });

  it('[EV1] is named by the hash of the very bytes that are sent', async () => {
    const { ref, documents } = await buildNotice(site);
    assert.deepEqual(Object.values(ref.languages), await Promise.all(documents.map((one) => sha256(one))));
    for (const document of documents) assert.equal(canonicalJson(JSON.parse(document) as Json), document);
  });

  it('says in its own words what the site records for, and is of the version that the site says', async () => {
    const purpose = { de: 'damit die Zusage nachprüfbar ist', en: 'so that the promise can be checked' };
    const [de, en] = await noticesOf({ ...site, purpose, noticeVersion: '2027-01-12' });
    assert.equal(de?.facts[1]?.text, purpose.de);
    assert.ok(en?.full.includes(`We record ${purpose.en}.`));
    assert.equal(en?.version, '2027-01-12');
  });

  it('refuses facts that do not fit, naming the field', async () => {
    const de = Array.from({ length: 8 }, () => 'x'.repeat(290));
    const wordy = { ...site, recipients: { de, en: de } };
    await assert.rejects(buildNotice(wordy), { code: 'ERR_INVALID', detail: { field: 'facts.3.text' } });
  });

  it('says durations in words', () => {
    assert.equal(durationInWords('P1Y6M', 'de'), '1 Jahr, 6 Monate');
    assert.equal(durationInWords('P30D', 'en'), '30 days');
  });
});

describe('publishing notices', () => {
  const sites = (...all: Site[]) => new Map(all.map((one) => [one.id, one]));

  it('puts every site’s notice in force, and can be repeated', async () => {
    const store = new MemoryNotices();
    const other = { ...site, id: 'other' as SiteId };
    await publishNotices(store, sites(site, other));
    await publishNotices(store, sites(site, other));
    const { ref } = await buildNotice(site);
    assert.deepEqual(await store.inForce(ref.id), ref);
    assert.equal((await store.inForce('recording-other'))?.version, '2026-11-1');
  });

  it('refuses other words under a version that people may have signed, saying what to do', async () => {
    const store = new MemoryNotices();
    await publishNotices(store, sites(site));
    await assert.rejects(publishNotices(store, sites({ ...site, retention: 'P1Y' })), (error) => {
      assert.ok(error instanceof Error && error.message.includes('"noticeVersion"'));
      return 'code' in error && error.code === 'ERR_INVALID';
    });
    await publishNotices(store, sites({ ...site, retention: 'P1Y', noticeVersion: '2026-11-2' }));
    assert.equal((await store.inForce('recording-demo'))?.version, '2026-11-2');
  });

  it('knows no document that was never published', async () => {
    const documents = new NoticeDocuments(new MemoryNotices());
    const { ref } = await buildNotice(site);
    const hash = ref.languages.de;
    assert.ok(hash);
    await assert.rejects(documents.read(hash), { code: 'ERR_NOTICE_OUTDATED' });
  });
});
