import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { serveCompany, type CompanySite } from './serve.ts';

let company: CompanySite;

before(async () => {
  company = await serveCompany({ port: 0, jawortUrl: 'https://chat.example/' });
});

after(() => company.close());

describe('the example company’s page', () => {
  for (const [path, language] of [
    ['/', 'de'],
    ['/en', 'en'],
  ] as const) {
    it(`embeds the widget with one script tag, in ${language}`, async () => {
      const page = await (await fetch(company.url + path)).text();
      assert.match(page, new RegExp(`<html lang="${language}">`));
      const scripts = page.match(/<script[^>]*>/g);
      assert.deepEqual(scripts, ['<script async src="https://chat.example/jawort.js" data-site="demo">']);
    });
  }

  it('allows scripts and connections from the chat server alone', async () => {
    const policy = (await fetch(company.url)).headers.get('content-security-policy') ?? '';
    assert.match(policy, /^default-src 'none'; script-src https:\/\/chat\.example;/);
    assert.match(policy, /connect-src https:\/\/chat\.example wss:\/\/chat\.example;/);
    assert.doesNotMatch(policy, /unsafe|\*/);
  });

  it('has nothing else to give', async () => {
    assert.equal((await fetch(`${company.url}/serve.ts`)).status, 404);
    assert.equal((await fetch(`${company.url}/../serve.ts`)).status, 404);
  });
});
