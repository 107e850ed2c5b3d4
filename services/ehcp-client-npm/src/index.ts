import createClient, { type Client } from 'openapi-fetch';
import type { paths as Intake } from './generated/intake.js';
import type { paths as Scheduler } from './generated/scheduler.js';
import type { paths as Reporting } from './generated/reporting.js';
import { retryingFetch, type RetrySettings } from './retry.js';

export { EventSender, EventsNotSentError, mostInABatch } from './events.js';
export type { BrokenRule, CaseEvent, EventReceipt, EventType } from './events.js';
export type { EventData } from './generated/events.js';
export { retryingFetch, type RetrySettings } from './retry.js';
export type { Intake, Scheduler, Reporting };

function client<Paths extends {}>(address: string, key: string, settings?: RetrySettings): Client<Paths> {
  return createClient<Paths>({ baseUrl: address.replace(/\/+$/, ''), headers: { 'X-Api-Key': key }, fetch: retryingFetch(settings) });
}

/** A client of Intake. For events use {@link EventSender} with it. */
export const intakeClient = (address: string, key: string, settings?: RetrySettings): Client<Intake> => client<Intake>(address, key, settings);

/** A client of the Scheduler: cases, deadlines, alerts. */
export const schedulerClient = (address: string, key: string, settings?: RetrySettings): Client<Scheduler> => client<Scheduler>(address, key, settings);

/** A client of Reporting: figures. */
export const reportingClient = (address: string, key: string, settings?: RetrySettings): Client<Reporting> => client<Reporting>(address, key, settings);
