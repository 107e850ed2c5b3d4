// What the package does with real services behind it. Each thing that it finds is printed, and judged by the test that runs this.
import {
  EventSender, EventsNotSentError, intakeClient, reportingClient, schedulerClient, type CaseEvent, type EventData, type RetrySettings,
} from '../src/index.js';

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
const envelope = (id: string, subject: string) => ({ id, source: 'npm-client', subject, time: `${daysAgo(1)}T00:00:00Z` });
const received = (id: string, subject: string, receivedOn: string): CaseEvent =>
  ({ ...envelope(id, subject), type: 'ehcp.request-received.v1', data: { authority: 'E08000025', receivedOn } });

// What the types refuse.
export const wrong: CaseEvent[] = [
  // @ts-expect-error a field that there is not
  { ...envelope('x', 'x'), type: 'ehcp.request-received.v1', data: { authority: '330', receivedOn: '2026-01-05', childName: 'x' } },
  // @ts-expect-error a field that is missing
  { ...envelope('x', 'x'), type: 'ehcp.request-received.v1', data: { authority: '330' } },
  // @ts-expect-error a code that is not listed
  { ...envelope('x', 'x'), type: 'ehcp.request-received.v1', data: { authority: '330', receivedOn: '2026-01-05', route: 'by-post' } },
  // @ts-expect-error a type that there is not
  { ...envelope('x', 'x'), type: 'ehcp.request-recieved.v1', data: { authority: '330', receivedOn: '2026-01-05' } },
];
export const claim: EventData['ehcp.exemption-claimed.v1'] =
  { authority: '330', exemptionId: '1', ground: 'school-closed', milestones: ['advice', 'final-plan'], closedFrom: '2026-07-24' };

const quick: RetrySettings = { attempts: 4, firstPause: 5, longestPause: 2_000, attemptTimeout: 10_000 };
const key = given('INTAKE_KEY');
const intake = intakeClient(given('INTAKE_URL'), key, quick);
const events = new EventSender(intake);
const told: Record<string, unknown> = {};

const first = received('NPM-1.1', 'NPM-1', daysAgo(145));
told['first'] = (await events.send(first)).status;
told['again'] = (await events.send(first)).status;
told['batch'] = (await events.sendBatch([
  received('NPM-2.1', 'NPM-2', daysAgo(120)),
  { ...envelope('NPM-2.2', 'NPM-2'), type: 'ehcp.final-plan-sent.v1', data: { authority: 'E08000025', sentOn: daysAgo(1) } },
  received('NPM-2.3', 'NPM-2', '2014-08-31'),
])).map(receipt => receipt.errors?.[0]?.rule ?? receipt.status);
told['refused'] = (await events.send(received('NPM-2.4', 'NPM-2', '2014-08-31'))).errors;
told['conflict'] = (await events.send(received('NPM-1.1', 'NPM-1', daysAgo(144)))).status;

const scheduler = schedulerClient(given('SCHEDULER_URL'), given('STAFF_KEY'));
told['lastDay'] = await until(async () => {
  const { data, error, response } = await scheduler.GET('/v1/cases/{authority}/{caseReference}', {
    params: { path: { authority: 'E08000025', caseReference: 'NPM-1' } },
  });
  if (data === undefined && response.status !== 404) {
    fail(error);
  }
  return data?.deadlines.find(deadline => deadline.milestone === 'final-plan')?.lastDay ?? undefined;
});

const reporting = reportingClient(given('REPORTING_URL'), given('REPORTING_KEY'));
told['hasPlans'] = await until(async () => {
  const { data, error } = await reporting.GET('/v1/rates', { params: { query: { groupBy: 'year', authority: 'E08000025' } } });
  const rows = typeof data === 'object' ? data.rows : fail(error);
  return rows.reduce<number>((sum, row) => sum + ('plansIssued' in row ? row.plansIssued : 0), 0) > 0 ? true : undefined;
});

// Doors at which something goes wrong.
const faults: Record<string, unknown> = {};
for (const [fault, address] of Object.entries(JSON.parse(given('DOORS')) as Record<string, string>)) {
  const sender = new EventSender(intakeClient(address, fault === 'unknown key' ? 'nobody' : key, { ...quick, ...(fault === 'late' && { attemptTimeout: 1_000 }) }));
  const stop = new AbortController();
  if (fault === 'stopped') {
    setTimeout(() => stop.abort(), 100);
  }
  try {
    faults[fault] = (await sender.send(received(`NPM-3.${fault.replaceAll(' ', '-')}`, 'NPM-3', daysAgo(1)), stop.signal)).status;
  } catch (failure) {
    faults[fault] = failure instanceof EventsNotSentError ? `not sent: ${failure.status} ${failure.type ?? ''}`.trim() : (failure as Error).name;
  }
}
told['faults'] = faults;

function* many(): Generator<CaseEvent> {
  for (let at = 0; at < 2_500; at++) {
    yield received(`NPM-4.${at}`, `NPM-4-${at}`, at === 1_234 ? '2014-08-31' : daysAgo(1));
  }
}
let inOrder = 0;
const notTaken: string[] = [];
for await (const { event, receipt } of events.sendAll(many(), { atOnce: 2 })) {
  inOrder += event.id === `NPM-4.${inOrder}` && receipt.id === event.id ? 1 : 0;
  if (receipt.status !== 'accepted') {
    notTaken.push(`${event.id} ${receipt.errors?.[0]?.rule}`);
  }
}
told['inOrder'] = inOrder;
told['notTaken'] = notTaken;

console.log(JSON.stringify(told));
