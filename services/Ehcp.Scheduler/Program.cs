using Ehcp.Contracts;
using Ehcp.Hosting;
using Ehcp.Hosting.Databases;
using Ehcp.Hosting.Gate;
using Ehcp.Hosting.KeyManagement;
using Ehcp.Mail;
using Ehcp.Messaging.Admin;
using Ehcp.Messaging.Broker;
using Ehcp.Messaging.Outbox;
using Ehcp.Scheduler;
using Ehcp.Scheduler.Acknowledgements;
using Ehcp.Scheduler.Assignments;
using Ehcp.Scheduler.BankHolidays;
using Ehcp.Scheduler.Calculator;
using Ehcp.Scheduler.Changes;
using Ehcp.Scheduler.Digests;
using Ehcp.Scheduler.Folding;
using Ehcp.Scheduler.Mails;
using Ehcp.Scheduler.Plans;
using Ehcp.Scheduler.Policy;
using Ehcp.Scheduler.Reading;
using Ehcp.Scheduler.Recalculations;
using Ehcp.Scheduler.Reorganisations;
using Ehcp.Scheduler.Sources;
using Ehcp.Scheduler.Sweeps;
using Ehcp.Scheduler.Telemetry;
using Ehcp.Scheduler.Webhooks;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults("scheduler");
builder.AddDatabase<SchedulerDbContext>("Scheduler");
builder.AddTelemetry();
builder.AddBankHolidays();
builder.AddOutbox("Scheduler");
builder.AddBroker(bus => bus
    .ConsumeSets<FactsRecorded, FactsRecordedConsumer>(messageLimit: 20, timeLimit: TimeSpan.FromMilliseconds(50), concurrency: 2)
    .ConsumeSets<SourcesSummarised, SourcesSummarisedConsumer>(messageLimit: 20, timeLimit: TimeSpan.FromMilliseconds(50), concurrency: 1));
builder.AddAccessLog();
builder.AddKeyTable();
builder.AddMail();
builder.AddPolicy();
builder.AddChanges();
builder.AddPlans();
builder.AddFolding();
builder.AddMails();
builder.AddDigests();
builder.AddAcknowledgements();
builder.AddReassignments();
builder.AddReorganisations();
builder.AddSources();
builder.AddSweeps();
builder.AddRecalculations();
builder.AddReading();
builder.AddWebhooks();

var app = builder.Build();
switch (args)
{
    case ["migrate"]:
        await app.MigrateAsync<SchedulerDbContext>();
        return;
    case ["refold"]:
        await app.RefoldAsync();
        return;
    case ["reorganise", .. var arguments]:
        Environment.ExitCode = await app.ReorganiseAsync(arguments);
        return;
}

app.MapServiceDefaults();
app.MapMessageAdmin();
app.MapAccessLog();
app.MapKeys();
app.MapCalculator();
app.MapReading();
app.MapChanges();
app.MapMails();
app.MapAcknowledgements();
app.MapReassignments();
app.MapReorganisations();
app.MapRecalculations();
app.MapSweepHealth();
app.MapWebhooks();

await app.RunAsync();
