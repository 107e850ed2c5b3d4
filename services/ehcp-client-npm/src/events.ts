import type { paths } from './generated/intake.js';
import type { EventData } from './generated/events.js';
import type { Client } from 'openapi-fetch';

/** A type of event, such as `ehcp.request-received.v1`. */
export type EventType = keyof EventData;

/** Something that happened in a case. A field that its type does not have, or a code that is not listed, does not compile. */
export type CaseEvent = { [T in EventType]: {
  /** What nothing else of this source is called: with it, it names the event for ever. */
  id: string;
  /** The system that tells it; one of the key's sources. */
  source: string;
  type: T;
  /** The authority's reference of the case; never a pupil's number. */
  subject: string;
  /** When the system recorded it, as RFC 3339 has it with an offset: not when it is sent. */
  time: string;
  data: EventData[T];
} }[EventType];

/** One thing that is wrong with an event. */
export interface BrokenRule {
  pointer: string;
  rule: string;
  detail: string;
}

/** What became of one event. */
export interface EventReceipt {
  id?: string | null;
  source?: string | null;
  /** `accepted` and `duplicate` are taken; `conflict` and `rejected` are not, and give the same when they are sent again. */
  status: 'accepted' | 'duplicate' | 'conflict' | 'rejected';
  /** Its place in the ledger, of a duplicate that of the first. */
  sequence?: number | null;
  /** Why it was not taken. */
  errors?: BrokenRule[] | null;
}

/** Nothing is known to be taken, and not for what the events hold: an unknown key, or a service that still cannot answer after every attempt. */
export class EventsNotSentError extends Error {
  constructor(readonly status: number, readonly type: string | undefined, message: string) {
    super(message);
    this.name = 'EventsNotSentError';
  }
}

/** The most events that one batch may hold. */
export const mostInABatch = 1_000;

// Below the 2 MB that an installation takes unless it is set otherwise.
const mostBytes = 1_500_000;

const written = (one: CaseEvent): { specversion: string } & CaseEvent => ({ specversion: '1.0', ...one });

interface Refusal {
  type?: string | null;
  title?: string | null;
  detail?: string | null;
  errors?: { pointer?: string | null; rule?: string; detail?: string }[] | null;
}

function notSent(status: number, refusal: unknown): EventsNotSentError {
  const said = typeof refusal === 'object' && refusal !== null ? refusal as Refusal : {};
  return new EventsNotSentError(status, said.type ?? undefined, said.title ? `${said.title}. ${said.detail ?? ''}` : `Intake answered ${status}.`);
}

/** Sends events to Intake. An event counts once by its source and id, so whatever has no answer is sent again. */
export class EventSender {
  constructor(private readonly intake: Client<paths>) {}

  /** Sends one event, and gives what became of it, a refusal of this event included. */
  async send(one: CaseEvent, signal?: AbortSignal): Promise<EventReceipt> {
    const { data, error, response } = await this.intake.POST('/v1/events', {
      body: written(one), headers: { 'Content-Type': 'application/cloudevents+json' }, ...(signal && { signal }),
    });
    if (data !== undefined && !Array.isArray(data)) {
      return data as EventReceipt;
    }
    const errors = typeof error === 'object' ? (error as Refusal).errors ?? [] : [];
    if (errors.length > 0 && response.status < 500) {
      return { id: one.id, source: one.source, status: response.status === 409 ? 'conflict' : 'rejected', errors: errors as BrokenRule[] };
    }
    throw notSent(response.status, error);
  }

  /** Sends a batch of at most {@link mostInABatch} events, and gives what became of each in their order. Good ones are taken whatever the others are. */
  async sendBatch(batch: readonly CaseEvent[], signal?: AbortSignal): Promise<EventReceipt[]> {
    if (batch.length > mostInABatch) {
      throw new RangeError(`A batch may hold ${mostInABatch} events.`);
    }
    const { data, error, response } = await this.intake.POST('/v1/events', {
      body: batch.map(written), headers: { 'Content-Type': 'application/cloudevents-batch+json' }, ...(signal && { signal }),
    });
    if (!Array.isArray(data) || data.length !== batch.length) {
      throw notSent(response.status, error);
    }
    return data as EventReceipt[];
  }

  /**
   * Sends any number of events in batches, several at a time, and gives each with what became of it, in their order. It reads ahead no further than it sends.
   * Where it breaks off, begin again: what was taken is a duplicate then.
   */
  async *sendAll(
    events: AsyncIterable<CaseEvent> | Iterable<CaseEvent>, { atOnce = 2, signal }: { atOnce?: number; signal?: AbortSignal } = {},
  ): AsyncGenerator<{ event: CaseEvent; receipt: EventReceipt }> {
    const stop = new AbortController();
    const either = signal ? AbortSignal.any([signal, stop.signal]) : stop.signal;
    const underWay: Promise<{ event: CaseEvent; receipt: EventReceipt }[]>[] = [];
    const begin = (batch: CaseEvent[]): void => {
      const sending = this.sendBatch(batch, either).then(receipts => batch.map((event, at) => ({ event, receipt: receipts[at]! })));
      sending.catch(() => {}); // it is awaited in its turn
      underWay.push(sending);
    };
    try {
      for await (const batch of batches(events)) {
        begin(batch);
        if (underWay.length >= atOnce) {
          yield* await underWay.shift()!;
        }
      }
      while (underWay.length > 0) {
        yield* await underWay.shift()!;
      }
    } finally {
      stop.abort();
      await Promise.allSettled(underWay);
    }
  }
}

async function* batches(events: AsyncIterable<CaseEvent> | Iterable<CaseEvent>): AsyncGenerator<CaseEvent[]> {
  let batch: CaseEvent[] = [];
  let bytes = 0;
  const encoder = new TextEncoder();
  for await (const one of events) {
    const size = encoder.encode(JSON.stringify(written(one))).length + 1;
    if (batch.length === mostInABatch || (batch.length > 0 && bytes + size > mostBytes)) {
      yield batch;
      [batch, bytes] = [[], 0];
    }
    batch.push(one);
    bytes += size;
  }
  if (batch.length > 0) {
    yield batch;
  }
}
