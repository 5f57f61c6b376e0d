import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { JawortError } from './error.ts';
import { openLog } from './log.ts';

type Line = Readonly<Record<string, unknown>> & { readonly err?: Described };
type Described = {
  readonly type: string;
  readonly code?: string;
  readonly reason?: string;
  readonly stack?: readonly string[];
  readonly cause?: Described;
};

/** A log whose lines are kept, as written and as read. */
function keep(level = 'info') {
  const written: string[] = [];
  const log = openLog(level, { write: (line) => void written.push(line) });
  const last = (): Line => JSON.parse(written.at(-1) ?? '') as Line;
  return { log, last, all: () => written.join('') };
}

const secrets = {
  text: 'Ich bin krank',
  message: 'Ich bin krank',
  body: { text: 'Ich bin krank' },
  login: 'ayse',
  visitor: 'Rumpelstilzchen',
  participants: [{ name: 'Rumpelstilzchen' }],
  token: 'tokentokentoken',
  password: 'hunter2',
  cookie: 'jawort-session=abc',
  authorization: 'Bearer abc',
  headers: { cookie: 'jawort-session=abc' },
  ip: '203.0.113.7',
  address: '203.0.113.7',
  email: 'mia@example.com',
} as const;

describe('the log', () => {
  it('leaves out what people wrote, names, tokens, cookies and addresses', () => {
    const { log, last, all } = keep();
    log.warn({ ...secrets, conversation: 'c' }, 'a page was refused');
    const { level, time, ...line } = last();
    assert.deepEqual(line, { conversation: 'c', msg: 'a page was refused' });
    assert.deepEqual([level, typeof time], [40, 'string']);
    assert.doesNotMatch(all(), /krank|Rumpel|ayse|token|hunter2|jawort-session|Bearer|203\.0|mia@/);
  });

  it('keeps what says where to look', () => {
    const fields = {
      ...{ call: 'c', code: 'ERR_INVALID', conversation: 'd', detail: 'e', origin: 'https://a.example' },
      ...{ problem: 'p', reason: 'r', requestId: 'i', segment: 's', attempt: 2, bytes: 3, pid: 4, port: 5 },
    };
    const { log, last } = keep();
    log.error(fields, 'a recording needs a look');
    const { level, time, msg, ...line } = last();
    assert.deepEqual(line, fields);
    assert.deepEqual([level, msg], [50, 'a recording needs a look']);
    assert.match(String(time), /^\d{4}-\d\d-\d\dT.*Z$/);
  });

  it('writes nothing below its level', () => {
    const { log, all } = keep('error');
    log.warn({ problem: 'p' }, 'a page was refused');
    assert.equal(all(), '');
  });
});

describe('an error in the log', () => {
  it('says what it is and where it came from, and nothing of its message', () => {
    const { log, last, all } = keep();
    log.error({ err: new RangeError('Ich bin krank') }, 'a request failed');
    const { err } = last();
    assert.equal(err?.type, 'RangeError');
    assert.match(err.stack?.[0] ?? '', /^at .*log\.test\.ts:\d+:\d+/);
    assert.doesNotMatch(all(), /krank/);
  });

  it('says nothing of a message that looks like where an error came from', () => {
    const { log, all } = keep();
    const message = 'Ich\n    at krank (/home/rumpel.ts:1:1)\nat krank\n';
    log.error({ err: new Error(message, { cause: new Error(message) }) }, 'a request failed');
    assert.doesNotMatch(all(), /krank|rumpel/);
    assert.match(all(), /log\.test\.ts/);
  });

  it('says nothing of its message where it is all that is logged', () => {
    const { log, last, all } = keep();
    const error = new Error('Ich bin krank');
    log.error(error);
    assert.equal(last().err?.type, 'Error');
    log.error({ err: error });
    assert.equal(last().err?.type, 'Error');
    assert.doesNotMatch(all(), /krank/);
  });

  it('says its code, and what the database says is the reason', () => {
    const { log, last } = keep();
    const full = Object.assign(new Error('krank'), { code: 'ERR_SQLITE_ERROR', errstr: 'disk is full' });
    log.error({ err: full }, 'a request failed');
    assert.deepEqual([last().err?.code, last().err?.reason], ['ERR_SQLITE_ERROR', 'disk is full']);
  });

  it('says what lay beneath it, down to the ground', () => {
    const { log, last, all } = keep();
    const ground = new TypeError('krank');
    const middle = new Error('krank', { cause: ground });
    const top = new JawortError('ERR_STORE_FAILED', 'Ich bin krank', { cause: middle, field: 'krank' });
    log.error({ err: top }, 'a request failed');
    const { err } = last();
    assert.deepEqual([err?.type, err?.code], ['JawortError', 'ERR_STORE_FAILED']);
    assert.deepEqual([err?.cause?.type, err?.cause?.cause?.type], ['Error', 'TypeError']);
    assert.ok((err?.cause?.cause?.stack?.length ?? 0) > 0);
    assert.doesNotMatch(all(), /krank/);
  });

  it('that is no error says of which type it is', () => {
    const { log, last, all } = keep();
    log.error({ err: 'Ich bin krank' }, 'a request failed');
    assert.deepEqual(last().err, { type: 'string' });
    log.error({ err: { text: 'Ich bin krank' } }, 'a request failed');
    assert.deepEqual(last().err, { type: 'object' });
    assert.doesNotMatch(all(), /krank/);
  });
});
