import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { ConfigError, isLocal, readConfig, type Environment } from './config.ts';
import { defaultSite } from './default-site.ts';

type Refused = readonly [value: string, reason: RegExp];

/** For each variable values that cannot be used, with the reason that is given. */
const refused: Readonly<Record<string, readonly Refused[]>> = {
  PORT: [
    ['http', /must be a whole number from 0 to 65535, not "http"/],
    ['-1', /must be a whole number from 0 to 65535/],
    ['80.5', /must be a whole number from 0 to 65535/],
    ['0x50', /must be a whole number from 0 to 65535/],
    ['65536', /must be at most 65535, not "65536"/],
  ],
  HOST: [['x'.repeat(201), /200/]],
  PUBLIC_URL: [
    ['chat.example.com', /must be an address with http or https, not "chat.example.com"/],
    ['ftp://chat.example.com', /must be an address with http or https/],
    ['https://chat.example.com/chat', /must have no path/],
    ['https://chat.example.com/?a', /must have no path/],
  ],
  DATA_DIR: [['x'.repeat(201), /200/]],
  TRUST_PROXY: [
    ['true', /must be a whole number from 0 to 10/],
    ['11', /must be at most 10/],
  ],
  TLS_CERT: [['/nowhere/cert.pem', /must name a file that can be read .*ENOENT/]],
  TLS_KEY: [['/nowhere/key.pem', /must name a file that can be read .*ENOENT/]],
  MEDIA_ANNOUNCED_ADDRESS: [['x'.repeat(201), /200/]],
  MEDIA_PORT: [
    ['auto', /must be a whole number from 0 to 65535/],
    ['65536', /must be at most 65535/],
  ],
  MEDIA_WORKERS: [
    ['0', /must be at least 1/],
    ['65', /must be at most 64/],
  ],
  TURN_URLS: [
    ['stun:stun.example.com', /must be addresses with turn: or turns:, commas between them/],
    ['turn:a.example turns:b.example', /must be addresses with turn: or turns:, commas between them/],
    ['turn:a.example,', /must be addresses with turn: or turns:, commas between them/],
  ],
  TURN_SECRET: [['x'.repeat(201), /200/]],
  TURN_USERNAME: [['x'.repeat(201), /200/]],
  TURN_CREDENTIAL: [['x'.repeat(201), /200/]],
  RATE_LIMIT_FACTOR: [
    ['0', /must be at least 1/],
    ['1000001', /must be at most 1000000/],
  ],
  SITES_FILE: [['/nowhere/sites.json', /must name a file that can be read .*ENOENT/]],
  EXAMPLE_URL: [['localhost:8081', /must be an address with http or https/]],
  LOG_LEVEL: [['loud', /"warn".*"loud"/]],
  FIRST_AGENT_LOGIN: [['x'.repeat(81), /80/]],
  FIRST_AGENT_NAME: [['x'.repeat(81), /80/]],
};

function problemsOf(environment: Environment): readonly string[] {
  try {
    readConfig(environment);
    return [];
  } catch (error) {
    assert.ok(error instanceof ConfigError);
    return error.problems;
  }
}

function sitesIn(json: string): Environment {
  const path = join(folder, 'sites.json');
  writeFileSync(path, json);
  return { SITES_FILE: path };
}

function fileOf(name: string): string {
  const path = join(folder, name);
  writeFileSync(path, name);
  return path;
}

let folder: string;
before(() => {
  folder = mkdtempSync(join(tmpdir(), 'jawort-config-'));
});
after(() => {
  rmSync(folder, { recursive: true });
});

describe('the settings', () => {
  it('are those of a first run on this machine where none is given', () => {
    const { sites, ...config } = readConfig({ PATH: '/bin', LANG: 'tlh' });
    assert.deepEqual(config, {
      ...{
        host: null,
        port: 8080,
        publicUrl: null,
        dataFolder: resolve('data'),
        trustedProxies: 0,
        tls: null,
      },
      media: {
        ...{ announcedAddress: '127.0.0.1', listenIp: '127.0.0.1', port: 40_000, turn: null },
        workers: Math.min(availableParallelism(), 4),
      },
      ...{ rateLimitFactor: 1, logLevel: 'info' },
      firstAgent: { login: 'agent', name: 'Ayşe Yılmaz' },
    });
    assert.deepEqual([...sites], [['demo', defaultSite(['http://localhost:8081'])]]);
  });

  it('are as they would be without a variable where it is empty', () => {
    const empty = Object.fromEntries(Object.keys(refused).map((name) => [name, '']));
    assert.deepEqual(readConfig(empty), readConfig({}));
  });

  it('are taken from the environment', () => {
    const { host, port, publicUrl, dataFolder, trustedProxies, rateLimitFactor, logLevel, firstAgent } =
      readConfig({
        ...{ HOST: '::', PORT: '0', PUBLIC_URL: 'https://chat.example.com/', DATA_DIR: 'kept/here' },
        ...{ TRUST_PROXY: '2', RATE_LIMIT_FACTOR: '3', LOG_LEVEL: 'silent' },
        ...{ FIRST_AGENT_LOGIN: 'jonas', FIRST_AGENT_NAME: 'Jonas Weber' },
      });
    assert.deepEqual([host, port, publicUrl?.href], ['::', 0, 'https://chat.example.com/']);
    assert.deepEqual([dataFolder, trustedProxies], [resolve('kept/here'), 2]);
    assert.deepEqual([rateLimitFactor, logLevel], [3, 'silent']);
    assert.deepEqual(firstAgent, { login: 'jonas', name: 'Jonas Weber' });
  });
});

describe('a setting that cannot be used', () => {
  for (const [name, values] of Object.entries(refused))
    it(`${name} is refused by its name, with the reason and an example`, () => {
      for (const [value, reason] of values) {
        const told = problemsOf({ [name]: value }).filter((one) => one.includes('Example: '));
        assert.equal(told.length, 1, value);
        assert.match(told[0] ?? '', reason);
        assert.match(told[0] ?? '', new RegExp(`^${name} .*Example: ${name}=.`));
      }
    });

  it('is told with an example that can be used', () => {
    for (const [name, [[value] = assert.fail()]] of Object.entries(refused)) {
      if (/^TLS|FILE$/.test(name)) continue;
      const problem = problemsOf({ [name]: value }).find((one) => one.includes('Example: ')) ?? '';
      const [, example = ''] = /Example: \w+=(.*)$/.exec(problem) ?? [];
      assert.deepEqual(problemsOf({ TURN_SECRET: 'x', [name]: example }), [], name);
    }
  });

  it('is told together with all others, in one error', () => {
    const environment = { ...mistakes, ...sitesIn('[{}]') };
    const problems = problemsOf(environment);
    for (const name of [...Object.keys(mistakes), 'SITES_FILE'])
      assert.ok(
        problems.some((problem) => problem.startsWith(name)),
        name,
      );
    assert.throws(
      () => readConfig(environment),
      (error: Error) => {
        assert.equal(error.name, 'ConfigError');
        assert.match(error.message, /^These settings cannot be used:\n {2}/);
        for (const problem of problems) assert.ok(error.message.includes(`\n  ${problem}`));
        return true;
      },
    );
  });

  it('is not repeated where it is a secret', () => {
    const secret = 'hunter2'.repeat(30);
    for (const name of ['TURN_SECRET', 'TURN_CREDENTIAL'])
      for (const more of [{}, { TURN_URLS: 'stun:x', PORT: 'x' }]) {
        const message = problemsOf({ [name]: secret, ...more }).join();
        assert.match(message, new RegExp(name));
        assert.doesNotMatch(message, /hunter2/);
      }
  });
});

const mistakes = {
  PORT: 'x',
  PUBLIC_URL: 'x',
  TLS_CERT: '/nowhere/cert.pem',
  MEDIA_WORKERS: '0',
  TURN_URLS: 'turn:turn.example.com',
  LOG_LEVEL: 'x',
};

describe('settings that belong together', () => {
  it('are refused where a certificate has no key or a key no certificate', () => {
    const [cert, key] = [fileOf('cert.pem'), fileOf('key.pem')];
    for (const environment of [{ TLS_CERT: cert }, { TLS_KEY: key }])
      assert.deepEqual(problemsOf(environment), ['TLS_CERT and TLS_KEY go together: set both or none.']);
    const { tls } = readConfig({ TLS_CERT: cert, TLS_KEY: key });
    assert.deepEqual([tls?.cert.toString(), tls?.key.toString()], ['cert.pem', 'key.pem']);
  });

  it('are refused where the address is http and there is a certificate', () => {
    const tls = { TLS_CERT: fileOf('cert.pem'), TLS_KEY: fileOf('key.pem') };
    const [problem = '', ...others] = problemsOf({ ...tls, PUBLIC_URL: 'http://chat.example.com' });
    assert.match(
      problem,
      /^PUBLIC_URL must begin with https: where TLS_CERT is set\. Example: PUBLIC_URL=https:/,
    );
    assert.deepEqual(others, []);
    assert.deepEqual(problemsOf({ ...tls, PUBLIC_URL: 'https://chat.example.com' }), []);
    assert.deepEqual(problemsOf({ PUBLIC_URL: 'http://chat.example.com' }), []);
  });

  it('are refused where nothing signs in at the TURN servers', () => {
    const urls = { TURN_URLS: 'turn:turn.example.com' };
    const problem = 'TURN_URLS needs TURN_SECRET, or TURN_USERNAME and TURN_CREDENTIAL.';
    for (const half of [{}, { TURN_USERNAME: 'jawort' }, { TURN_CREDENTIAL: 'x' }])
      assert.deepEqual(problemsOf({ ...urls, ...half }), [problem]);
  });

  it('give TURN a secret before an account, and nothing without addresses', () => {
    const [urls, account] = [
      ['turn:a.example', 'turns:b.example:5349'],
      { TURN_USERNAME: 'u', TURN_CREDENTIAL: 'c' },
    ];
    const TURN_URLS = urls.join(' , ');
    const turnOf = (environment: Environment) => readConfig(environment).media.turn;
    assert.deepEqual(turnOf({ TURN_URLS, TURN_SECRET: 's' }), { by: 'secret', urls, secret: 's' });
    assert.deepEqual(turnOf({ TURN_URLS, ...account, TURN_SECRET: 's' }), {
      by: 'secret',
      urls,
      secret: 's',
    });
    assert.deepEqual(turnOf({ TURN_URLS, ...account }), {
      ...{ by: 'password', urls, username: 'u', credential: 'c' },
    });
    assert.equal(turnOf({ ...account, TURN_SECRET: 's' }), null);
  });

  it('are refused where the media workers need more ports than there are', () => {
    assert.deepEqual(problemsOf({ MEDIA_PORT: '65534', MEDIA_WORKERS: '2' }), []);
    assert.deepEqual(problemsOf({ MEDIA_PORT: '65535', MEDIA_WORKERS: '2' }), [
      'MEDIA_PORT and MEDIA_WORKERS need ports up to 65536, and 65535 is the last there is.',
    ]);
    assert.deepEqual(problemsOf({ MEDIA_WORKERS: '64' }), []);
    assert.deepEqual(problemsOf({ MEDIA_PORT: '0', MEDIA_WORKERS: '64' }), []);
  });

  it('are refused where as many workers as nobody chose need more ports than there are', () => {
    const { workers } = readConfig({}).media;
    assert.deepEqual(problemsOf({ MEDIA_PORT: String(65_536 - workers) }), []);
    assert.equal(problemsOf({ MEDIA_PORT: String(65_537 - workers) }).length, 1);
  });
});

describe('where media goes', () => {
  const mediaOf = (environment: Environment) => {
    const { announcedAddress, listenIp } = readConfig(environment).media;
    return [announcedAddress, listenIp];
  };

  it('is this machine alone where the address is its own', () => {
    for (const url of [
      'http://localhost:8080',
      'http://127.0.0.1:8080',
      'http://[::1]:8080',
      'http://a.localhost',
    ])
      assert.deepEqual(mediaOf({ PUBLIC_URL: url }), ['127.0.0.1', '127.0.0.1'], url);
  });

  it('is the host of the address, without the brackets of IPv6, where it is not', () => {
    for (const [url, host, listenIp] of [
      ['https://chat.example.com', 'chat.example.com', '0.0.0.0'],
      ['https://203.0.113.7:8443', '203.0.113.7', '0.0.0.0'],
      ['https://[2001:db8::7]:8443', '2001:db8::7', '::'],
    ] as const)
      assert.deepEqual(mediaOf({ PUBLIC_URL: url }), [host, listenIp]);
  });

  it('is what MEDIA_ANNOUNCED_ADDRESS says, on all addresses', () => {
    const MEDIA_ANNOUNCED_ADDRESS = '203.0.113.7';
    for (const more of [{}, { PUBLIC_URL: 'https://chat.example.com' }])
      assert.deepEqual(mediaOf({ MEDIA_ANNOUNCED_ADDRESS, ...more }), [MEDIA_ANNOUNCED_ADDRESS, '0.0.0.0']);
  });

  it('tells this machine from others', () => {
    const local = ['localhost', 'chat.localhost', '127.0.0.1', '127.1.2.3', '::1', '[::1]'];
    assert.deepEqual(
      local.filter((host) => !isLocal(host)),
      [],
    );
    const others = [
      ...['localhost.example', 'notlocalhost', '128.0.0.1', '127.0.0.1.example', '10.127.0.0.1'],
      ...['[::2]', '[2001:db8::1]', 'example.com', ''],
    ];
    assert.deepEqual(others.filter(isLocal), []);
  });
});

describe('the sites', () => {
  const site = defaultSite(['https://www.example.com']);

  it('are those of the file', () => {
    const careers = { ...site, id: 'careers', origins: ['https://www.example.com', 'http://localhost:3000'] };
    const { sites } = readConfig({
      ...sitesIn(JSON.stringify([site, careers])),
      EXAMPLE_URL: 'http://a.example',
    });
    assert.deepEqual([...sites.keys()], ['demo', 'careers']);
    assert.deepEqual(sites.get('careers'), careers);
  });

  it('are the example, at the origin of its page, where there is no file', () => {
    const { sites } = readConfig({ EXAMPLE_URL: 'https://a.example:444/en?x' });
    assert.deepEqual(sites.get('demo')?.origins, ['https://a.example:444']);
  });

  it('are refused with the path of what is wrong inside the file', () => {
    for (const [change, problem] of [
      [
        { origins: ['https://www.example.com', 'https://www.example.com/'] },
        '0.origins.1: must be like https://www.example.com',
      ],
      [{ origins: ['www.example.com'] }, '0.origins.0: must be like https://www.example.com'],
      [{ id: 'Demo' }, '0.id: must be lower-case letters, digits and hyphens'],
      [{ accent: 'red' }, '0.accent: must be like #0a5c36'],
      [{ retention: '6 months' }, '0.retention: must be like P6M'],
      [{ noticeVersion: '2' }, '0.noticeVersion: must be like 2026-11-1'],
      [{ jurisdiction: 'Germany' }, '0.jurisdiction: must be like DE'],
    ] as const) {
      const problems = problemsOf(sitesIn(JSON.stringify([{ ...site, ...change }])));
      assert.deepEqual(problems, [`SITES_FILE: ${problem}`]);
    }
  });

  it('are refused with all that is wrong inside the file', () => {
    const { name: _, ...nameless } = site;
    const second = {
      ...nameless,
      id: 'second',
      topics: [{ id: 'hr', label: { de: 'Personal' } }],
      colour: 'red',
    };
    const problems = problemsOf(sitesIn(JSON.stringify([site, second])));
    for (const path of ['1.name', '1.topics.0.label.en', '1.colour'])
      assert.ok(
        problems.some((problem) => problem.startsWith(`SITES_FILE: ${path}: `)),
        path,
      );
    assert.equal(problems.length, 3);
  });

  it('are refused where two have one id', () => {
    const problems = problemsOf(sitesIn(JSON.stringify([site, { ...site, name: 'Other' }])));
    assert.deepEqual(problems, ['SITES_FILE: must give each site an id of its own']);
  });

  it('are refused where the file holds none, or no JSON', () => {
    assert.deepEqual(problemsOf(sitesIn('[]')), ['SITES_FILE: must name one site at least']);
    for (const json of ['', '[', '{}', 'null']) {
      const [problem = '', ...others] = problemsOf(sitesIn(json));
      assert.match(problem, /^SITES_FILE: ./, json);
      assert.deepEqual(others, []);
    }
  });
});
