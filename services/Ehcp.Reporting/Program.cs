using Ehcp.Contracts;
using Ehcp.Hosting;
using Ehcp.Hosting.Api;
using Ehcp.Hosting.Databases;
using Ehcp.Hosting.Gate;
using Ehcp.Hosting.KeyManagement;
using Ehcp.Hosting.Keys;
using Ehcp.Messaging.Admin;
using Ehcp.Messaging.Broker;
using Ehcp.Reporting;
using Ehcp.Reporting.Alerts;
using Ehcp.Reporting.BankHolidays;
using Ehcp.Reporting.Exports;
using Ehcp.Reporting.Figures.Benchmarks;
using Ehcp.Reporting.Figures.Caseload;
using Ehcp.Reporting.Figures.Completion;
using Ehcp.Reporting.Figures.Forecasts;
using Ehcp.Reporting.Figures.Lists;
using Ehcp.Reporting.Figures.Months;
using Ehcp.Reporting.Figures.Queue;
using Ehcp.Reporting.Figures.Rates;
using Ehcp.Reporting.Figures.Sen2;
using Ehcp.Reporting.Known.Minutes;
using Ehcp.Reporting.Known.Projections;
using Ehcp.Reporting.Measures;
using Ehcp.Reporting.Pages.Calculator;
using Ehcp.Reporting.Pages.Cases;
using Ehcp.Reporting.Pages.Dashboard;
using Ehcp.Reporting.Pages.Layout;
using Ehcp.Reporting.Pages.Lists;
using Ehcp.Reporting.Pages.Published;
using Ehcp.Reporting.Pages.Reconciliations;
using Ehcp.Reporting.Pages.Reports;
using Ehcp.Reporting.Publishing.Bi;
using Ehcp.Reporting.Publishing.PublicFigures;
using Ehcp.Reporting.Reconciliations;
using Ehcp.Reporting.Reports;
using Ehcp.Reporting.SignIn;
using Ehcp.Reporting.Sums;
using Ehcp.Reporting.Watch;
using Ehcp.Reporting.Words;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults("reporting");
builder.AddDatabase<ReportingDbContext>("Reporting");
builder.AddAccessLog();
builder.AddKeyTable();
builder.AddSignIn<ReportingDbContext>();
builder.AddBankHolidays();

// What is known, and what is counted of it.
builder.AddMeasures().AddSums().AddKnown<ReportingDbContext>().AddMinutes();
builder.AddBroker(bus => bus
    .ConsumeSets<CaseTimelinesChanged, CaseTimelinesChangedConsumer>(messageLimit: 20, timeLimit: TimeSpan.FromMilliseconds(50), concurrency: 2)
    .ConsumeSets<MinutesRecorded, MinutesRecordedConsumer>(messageLimit: 20, timeLimit: TimeSpan.FromMilliseconds(50), concurrency: 1));

// Figures, and where they go.
builder.AddRates().AddMonths().AddQueue().AddCaseload().AddCompletion().AddForecasts().AddLists().AddSen2().AddBenchmarks();
builder.AddReports().AddReconciliations().AddExports().AddPublicFigures().AddBi();
builder.AddPages().AddAlerts().AddWatch();
builder.AddSecurityHeaders(builder.Configuration.IssuerOrigin());

var app = builder.Build();
switch (args)
{
    case ["migrate"]:
        if (await app.MigrateAsync<ReportingDbContext>())
        {
            await app.CountOnceAsync();
        }

        return;
    case ["bi-role"]:
        await app.MakeBiRoleAsync();
        return;
    case ["recount"]:
        await app.RecountAsync();
        return;
}

app.UseResponseCompression();
app.MapServiceDefaults();
app.MapMessageAdmin();
app.MapMinutes();
app.MapPublicFigures();
app.MapReports();
app.MapReconciliations();
app.MapAccessLog();
app.MapKeys();
app.MapSignIn();

app.MapGet("/v1/rates", ReadRates.HandleAsync).Gate(Scopes.ReadFigures).OrDeveloper().ShowsNoCase().Describes(RateTexts.Rates).ShowsEveryRow();
app.MapGet("/v1/rates/changes", ReadRateChanges.HandleAsync).Gate(Scopes.ReadCases).ShowsCases("rate-changes").Describes(RateTexts.Changes);
app.MapGet("/v1/measures", ReadMeasures.HandleAsync).Gate(Scopes.ReadFigures).ShowsNoCase().Describes(MonthTexts.Measures);
app.MapGet("/v1/queue", ReadQueueByDay.HandleAsync).Gate(Scopes.ReadFigures).ShowsNoCase().Describes(QueueTexts.Queue);
app.MapGet("/v1/caseload", ReadCaseload.HandleAsync).Gate(Scopes.ReadFigures).OrDeveloper().ShowsCases("caseload", under: Scopes.ReadCases)
    .Describes(CaseloadTexts.Caseload);
app.MapGet("/v1/completion-curve", ReadCompletionCurve.HandleAsync).Gate(Scopes.ReadFigures).ShowsNoCase().Describes(CompletionTexts.Curve);
app.MapGet("/v1/forecast", ReadForecast.HandleAsync).Gate(Scopes.ReadFigures).ShowsNoCase().Describes(ForecastTexts.Forecast);
app.MapPost("/v1/what-if", AskWhatIf.HandleAsync).Gate(Scopes.ReadFigures).ShowsCases("what-if", under: Scopes.ReadCases).Describes(ForecastTexts.WhatIf);
app.MapGet("/v1/benchmarks", ReadBenchmarks.Handle).Gate(Scopes.ReadFigures).ShowsNoCase().Describes(BenchmarkTexts.Benchmarks);
app.MapGet("/v1/requests", ReadList.HandleAsync).Gate(Scopes.ReadCases).ShowsCases("request-list").Describes(ListTexts.Requests);
app.MapGet("/v1/sen2/requests", ReadSen2.RequestsAsync).Gate(Scopes.ReadCases).ShowsCases("sen2-requests").Describes(Sen2Texts.Requests);
app.MapGet("/v1/sen2/assessments", ReadSen2.AssessmentsAsync).Gate(Scopes.ReadCases).ShowsCases("sen2-assessments").Describes(Sen2Texts.Assessments);
app.MapGet("/v1/sen2/return", ReadSen2Return.HandleAsync).Gate(Scopes.ReadCases).ShowsCases("sen2-return").Describes(Sen2Texts.Return);
app.MapGet("/v1/sen2/pre-flight", ReadPreFlight.HandleAsync).Gate(Scopes.ReadCases).ShowsCases("sen2-pre-flight").Describes(Sen2Texts.PreFlight);

app.MapGet(Paths.Dashboard, DashboardPage.HandleAsync).Gate(Scopes.ReadFigures).OrDeveloper().ShowsCases("dashboard", under: Scopes.ReadCases)
    .WithMetadata(DashboardPage.Parameters).ExcludeFromDescription();
app.MapGet(Paths.Cases, ListPage.HandleAsync).Gate(Scopes.ReadCases).OrDeveloper().ShowsCases("request-list").WithMetadata(ListTexts.Requests)
    .ExcludeFromDescription();
app.MapGet(Paths.Cases + "/{authority}/{caseReference}", CasePage.HandleAsync).Gate(Scopes.ReadCases).OrDeveloper().ShowsCases("case").ExcludeFromDescription();
app.MapPost(Paths.Cases + "/{authority}/{caseReference}", CasePage.AcknowledgeAsync).Gate(Scopes.Acknowledge).Acts("acknowledge").ExcludeFromDescription();
app.MapGet(Paths.Reports, ReportPage.TryAsync).Gate(Scopes.ReadFigures).OrDeveloper().ShowsNoCase().WithMetadata(ReportPage.Parameters)
    .ExcludeFromDescription();
app.MapPost(Paths.Reports, ReportPage.KeepAsync).Gate(Scopes.ReadFigures).Acts("make-report").ExcludeFromDescription();
app.MapGet(Paths.Reports + "/{number:long}", ReportPage.OpenAsync).Gate(Scopes.ReadFigures).OrDeveloper().ShowsNoCase().ExcludeFromDescription();
app.MapGet(Paths.Reconciliations, ReconciliationPage.ListAsync).Gate(Scopes.ReadCases).OrDeveloper().ShowsNoCase()
    .WithMetadata(ReconciliationPage.ListParameters).ExcludeFromDescription();
app.MapPost(Paths.Reconciliations, MakeReconciliation.HandleAsync).Gate(Scopes.ReadCases).Acts("reconcile").ExcludeFromDescription();
app.MapGet(Paths.Reconciliations + "/{number:long}", ReconciliationPage.OpenAsync).Gate(Scopes.ReadCases).OrDeveloper().ShowsCases("reconciliation")
    .WithMetadata(ReconciliationPage.OpenParameters).ExcludeFromDescription();
app.MapPost(Paths.Reconciliations + "/{number:long}", ReconciliationPage.MarkAsync).Gate(Scopes.ReadCases).Acts("mark-differences").ExcludeFromDescription();
app.MapGet(Paths.Calculator, CalculatorPage.Handle).Open().ExcludeFromDescription();
app.MapGet(Paths.Public + "/{authority}", PublicPage.HandleAsync).OpenAsPublished(app).ExcludeFromDescription();
app.MapGet(Stylesheet.Path, Stylesheet.Answer).Open().ExcludeFromDescription();

app.Run();
