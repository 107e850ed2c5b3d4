// The README's walk with a client that is generated from the three descriptions: what they do not say does not compile.
import createClient from 'openapi-fetch';
import type { paths as Intake } from './intake.js';
import type { paths as Scheduler } from './scheduler.js';
import type { paths as Reporting } from './reporting.js';

declare const process: { env: Record<string, string | undefined> };

const given = (name: string): string => process.env[name] ?? fail(`${name} is not set`);
const fail = (why: unknown): never => {
  throw new Error(typeof why === 'string' ? why : JSON.stringify(why));
};

// What is sent becomes known within moments: asks again until it is, for half a minute.
async function until<T>(ask: () => Promise<T | undefined>): Promise<T> {
  for (let tries = 0; tries < 120; tries++) {
    const answer = await ask();
    if (answer !== undefined) {
      return answer;
    }
    await new Promise(resolve => setTimeout(resolve, 250));
  }
  return fail('What was sent has not become known');
}

const daysAgo = (days: number): string => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);
const event = (id: string, subject: string, type: string, data: Record<string, unknown>) => ({
  specversion: '1.0', id, source: 'my-case-system', type, subject, time: `${daysAgo(1)}T00:00:00Z`, data: { authority: 'E08000025', ...data },
});

const intake = createClient<Intake>({ baseUrl: given('INTAKE_URL'), headers: { 'X-Api-Key': given('INTAKE_KEY') } });
const scheduler = createClient<Scheduler>({ baseUrl: given('SCHEDULER_URL'), headers: { 'X-Api-Key': given('STAFF_KEY') } });
const reporting = createClient<Reporting>({ baseUrl: given('REPORTING_URL'), headers: { 'X-Api-Key': given('REPORTING_KEY') } });

const one = await intake.POST('/v1/events', {
  body: event('CLIENT-1.1', 'CLIENT-1', 'ehcp.request-received.v1', { receivedOn: daysAgo(145) }),
  headers: { 'Content-Type': 'application/cloudevents+json' },
});
if (one.data === undefined || Array.isArray(one.data) || one.data.status !== 'accepted') {
  fail(one.error ?? one.data);
}

const two = await intake.POST('/v1/events', {
  body: [
    event('CLIENT-2.1', 'CLIENT-2', 'ehcp.request-received.v1', { receivedOn: daysAgo(120) }),
    event('CLIENT-2.2', 'CLIENT-2', 'ehcp.final-plan-sent.v1', { sentOn: daysAgo(1) }),
  ],
  headers: { 'Content-Type': 'application/cloudevents-batch+json' },
});
if (!Array.isArray(two.data) || two.data.some(receipt => receipt.status !== 'accepted')) {
  fail(two.error ?? two.data);
}

const lastDay = await until(async () => {
  const { data, error, response } = await scheduler.GET('/v1/cases/{authority}/{caseReference}', {
    params: { path: { authority: 'E08000025', caseReference: 'CLIENT-1' } },
  });
  if (data === undefined && response.status !== 404) {
    fail(error);
  }
  return data?.deadlines.find(deadline => deadline.milestone === 'final-plan')?.lastDay ?? undefined;
});

const plans = await until(async () => {
  const { data, error } = await reporting.GET('/v1/rates', { params: { query: { groupBy: 'year', authority: 'E08000025' } } });
  const rows = typeof data === 'object' ? data.rows : fail(error);
  const issued = rows.reduce<number>((sum, row) => sum + ('plansIssued' in row ? row.plansIssued : 0), 0);
  return issued > 0 ? issued : undefined;
});

console.log(JSON.stringify({ lastDay, plans }));
