/** How long a client tries. */
export interface RetrySettings {
  /** Attempts in all, the first included; 8 unless given, which take about a minute. */
  attempts?: number;
  /** About how long the first pause is, in milliseconds; 500 unless given. Each one after it is twice as long, more or less by chance. */
  firstPause?: number;
  /** The longest pause, in milliseconds; 30,000 unless given. A service that asks for a longer one is not asked again. */
  longestPause?: number;
  /** How long an attempt may take, in milliseconds; 60,000 unless given. */
  attemptTimeout?: number;
}

const mayBeSentTwice = (request: Request): boolean =>
  request.method === 'GET' || request.method === 'HEAD' || (request.method === 'POST' && new URL(request.url).pathname.endsWith('/v1/events'));

const isPassing = (status: number): boolean => status === 408 || status === 429 || status >= 500;

/** What `Retry-After` asks for, in milliseconds; undefined where it asks for nothing. */
function askedPause(answer: Response): number | undefined {
  const asked = answer.headers.get('retry-after');
  if (asked === null) {
    return undefined;
  }
  const milliseconds = /^\d+$/.test(asked) ? Number(asked) * 1000 : Date.parse(asked) - Date.now();
  return Number.isNaN(milliseconds) ? undefined : Math.max(0, milliseconds);
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop);
      resolve();
    }, milliseconds);
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted) {
      stop();
    }
  });
}

/**
 * A fetch that sends a request again which got no answer, or one that asks for patience (408, 429, and 500 or more), but only what may be sent twice: what
 * reads, and events, which count once. Other answers are final.
 */
export function retryingFetch(settings: RetrySettings = {}): (request: Request) => Promise<Response> {
  const { attempts = 8, firstPause = 500, longestPause = 30_000, attemptTimeout = 60_000 } = settings;
  return async request => {
    if (!mayBeSentTwice(request)) {
      return fetch(request);
    }
    const body = request.body === null ? null : await request.arrayBuffer();
    for (let attempt = 1; ; attempt++) {
      let asked: number | undefined;
      try {
        const answer = await fetch(request.url, {
          method: request.method, headers: request.headers, body, redirect: 'manual', signal: AbortSignal.any([request.signal, AbortSignal.timeout(attemptTimeout)]),
        });
        // With its body: a connection that breaks in the middle of it is no answer either.
        const whole = new Response(answer.status === 204 ? null : await answer.arrayBuffer(), { status: answer.status, headers: answer.headers });
        asked = askedPause(whole);
        if (!isPassing(whole.status) || attempt === attempts || (asked !== undefined && asked > longestPause)) {
          return whole;
        }
      } catch (failure) {
        if (request.signal.aborted || attempt === attempts) {
          throw failure;
        }
      }
      const usual = Math.min(longestPause, firstPause * 2 ** (attempt - 1)) * (0.5 + Math.random());
      await pause(asked ?? Math.min(longestPause, usual), request.signal);
    }
  };
}
