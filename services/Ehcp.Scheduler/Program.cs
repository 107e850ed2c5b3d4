using Ehcp.Contracts;
using Ehcp.Deadlines;
using Ehcp.Hosting;
using Ehcp.Hosting.Access;
using Ehcp.Hosting.BankHolidays;
using Ehcp.Hosting.Databases;
using Ehcp.Hosting.Keys;
using Ehcp.Mail;
using Ehcp.Messaging.Admin;
using Ehcp.Messaging.Broker;
using Ehcp.Messaging.Outbox;
using Ehcp.Scheduler;
using Ehcp.Scheduler.Acknowledgements;
using Ehcp.Scheduler.Alerts;
using Ehcp.Scheduler.Assignments;
using Ehcp.Scheduler.BankHolidays;
using Ehcp.Scheduler.Calculator;
using Ehcp.Scheduler.Cases;
using Ehcp.Scheduler.Facts;
using Ehcp.Scheduler.Recalculations;
using Ehcp.Scheduler.Sources;
using Ehcp.Scheduler.Sweeps;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults("scheduler");
builder.AddDatabase<SchedulerDbContext>("Scheduler");
builder.AddBankHolidayFeed();
builder.Services.AddSingleton(new LawInForce(Law.Shipped));
builder.Services.AddSingleton<RefreshBankHolidays>().AddHostedService(services => services.GetRequiredService<RefreshBankHolidays>());
builder.AddOutbox("Scheduler");
builder.AddBroker(bus => bus.ConsumeSets<FactsRecorded, FactsRecordedConsumer>(messageLimit: 20, timeLimit: TimeSpan.FromMilliseconds(50), concurrency: 2));
builder.Services.AddSingleton<SchedulerTelemetry>().AddSingleton<TakeInFacts>().AddSingleton<FoldCases>().AddSingleton<Refold>();
builder.AddAccessLog();
builder.AddMail();
builder.AddAlerts();
builder.AddAcknowledgements();
builder.AddReassignments();
builder.AddSources();
builder.AddSweeps();
builder.AddRecalculations();

var app = builder.Build();
switch (args)
{
    case ["migrate"]:
        await app.MigrateAsync<SchedulerDbContext>();
        return;
    case ["refold"]:
        await app.RefoldAsync();
        return;
}

app.MapServiceDefaults();
app.MapMessageAdmin();
app.MapAccessLog();
app.MapGet("/v1/calculator", CalculateDeadlines.Handle).WithName(nameof(CalculateDeadlines)).AllowAnonymous();
app.MapGet("/v1/cases/{authority}/{caseReference}", ReadCase.HandleAsync).WithName(nameof(ReadCase)).RequireScope(Scopes.ReadCases);
app.MapGet("/v1/overview", ReadOverview.HandleAsync).WithName(nameof(ReadOverview)).RequireScope(Scopes.ReadCases);
app.MapAlerts();
app.MapAcknowledgements();
app.MapReassignments();
app.MapRecalculations();
app.MapSweeps();
app.MapSweepHealth();

await app.RunAsync();
