import { Me, Problem, Recordings, Timeline, type Login } from '@jawort/shared/protocol/http';
import * as v from 'valibot';
import { ApiProblem } from './api-problem.ts';
import type { ConsoleApi, LoginOutcome } from './console-api.ts';
import { Site } from './site.ts';

/** The console's interface to the server it was loaded from. */
export function httpApi(): ConsoleApi {
  return {
    me,
    login,
    logout: async () => {
      await ask('/api/logout', post({}));
    },
    recordings: async () => (await read(Recordings, '/api/recordings')).recordings,
    timeline: (conversation) => read(Timeline, `/api/conversations/${conversation}/timeline`),
    site: (site) => read(Site, `/api/sites/${encodeURIComponent(site)}`),
    legUrl: (segment, party) => `/api/recordings/${segment}/${party}`,
  };
}

async function me(): Promise<Me | null> {
  try {
    return await read(Me, '/api/me');
  } catch (error) {
    if (error instanceof ApiProblem && error.code === 'ERR_NOT_SIGNED_IN') return null;
    throw error;
  }
}

async function login(input: Login): Promise<LoginOutcome> {
  try {
    return { state: 'signed-in', me: await read(Me, '/api/login', post(input)) };
  } catch (error) {
    if (!(error instanceof ApiProblem)) throw error;
    if (isWrong.has(error.code)) return { state: 'wrong' };
    if (error.code === 'ERR_RATE_LIMITED')
      return { state: 'limited', retryAfterMs: error.retryAfterMs ?? 60_000 };
    throw error;
  }
}

// What cannot be a name or password of anybody is told like any other wrong one.
const isWrong: ReadonlySet<string> = new Set(['ERR_LOGIN_FAILED', 'ERR_INVALID']);

function post(body: unknown): RequestInit {
  return { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}

async function read<Schema extends v.GenericSchema>(
  schema: Schema,
  path: string,
  init?: RequestInit,
): Promise<v.InferOutput<Schema>> {
  const response = await ask(path, init);
  return v.parse(schema, await response.json());
}

async function ask(path: string, init?: RequestInit): Promise<Response> {
  const response = await fetch(path, init).catch((cause: unknown) => {
    throw new ApiProblem('ERR_UNAVAILABLE', null, { cause });
  });
  if (response.ok) return response;
  throw await problemOf(response);
}

async function problemOf(response: Response): Promise<ApiProblem> {
  const body = v.safeParse(Problem, await response.json().catch(() => null));
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
  const header = Number.isFinite(seconds) ? seconds * 1000 : null;
  if (!body.success)
    return new ApiProblem(response.status === 429 ? 'ERR_RATE_LIMITED' : 'ERR_UNAVAILABLE', header);
  return new ApiProblem(body.output.code, body.output.retryAfterMs ?? header);
}
