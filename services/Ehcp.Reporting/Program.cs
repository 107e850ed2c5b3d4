using Ehcp.Contracts;
using Ehcp.Deadlines;
using Ehcp.Messaging.Access;
using Ehcp.Messaging.ApiKeys;
using Ehcp.Messaging.BankHolidays;
using Ehcp.Messaging.Broker;
using Ehcp.Messaging.Hosting;
using Ehcp.Reporting;
using Ehcp.Reporting.Alerts;
using Ehcp.Reporting.BankHolidays;
using Ehcp.Reporting.Benchmarks;
using Ehcp.Reporting.Bi;
using Ehcp.Reporting.Calculator;
using Ehcp.Reporting.Caseload;
using Ehcp.Reporting.Completion;
using Ehcp.Reporting.Exports;
using Ehcp.Reporting.Forecasts;
using Ehcp.Reporting.Lists;
using Ehcp.Reporting.Measures;
using Ehcp.Reporting.Minutes;
using Ehcp.Reporting.Pages;
using Ehcp.Reporting.Projections;
using Ehcp.Reporting.PublicFigures;
using Ehcp.Reporting.Rates;
using Ehcp.Reporting.Sen2;
using Ehcp.Reporting.SignIn;
using Ehcp.Reporting.Sums;
using Ehcp.Reporting.Watch;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults("reporting");
builder.AddDatabase<ReportingDbContext>("Reporting");
builder.AddBankHolidayFeed();
builder.Services.AddSingleton(new LawInForce(Law.Shipped));
builder.Services.AddHostedService<LearnBankHolidays>();
builder.Services.AddSingleton<ProjectionMeter>();
builder.Services.AddSingleton<CaseProjection>();
builder.Services.AddSingleton<SumChanges>();
builder.Services.AddHostedService<SummingService>();
builder.Services.AddOptions<MeasureSettings>().BindConfiguration(MeasureSettings.Section).ValidateDataAnnotations().ValidateOnStart();
builder.Services.AddSingleton<Figures>();
builder.Services.AddSingleton<TwentyWeekRates>();
builder.Services.AddSingleton<RateChanges>();
builder.Services.AddSingleton<OpenRequests>();
builder.Services.AddSingleton<RequestAges>();
builder.Services.AddSingleton<RequestLists>();
builder.Services.AddSingleton<YearForecasts>();
builder.Services.AddSingleton<WhatIfs>();
builder.Services.AddSingleton<Sen2Records>();
builder.Services.AddSingleton<KnownAuthorities>();
builder.AddBenchmarks();
builder.Services.AddOptions<ExportSettings>().BindConfiguration(ExportSettings.Section).ValidateDataAnnotations().ValidateOnStart();
builder.Services.AddRazorComponents();
builder.AddCompression();
builder.AddAccessLog();
builder.AddSignIn();
builder.AddMinutes();
builder.AddBroker(bus => bus
    .ConsumeSets<CaseTimelinesChanged, CaseTimelinesChangedConsumer>(messageLimit: 20, timeLimit: TimeSpan.FromMilliseconds(50), concurrency: 2)
    .ConsumeSets<MinutesRecorded, MinutesRecordedConsumer>(messageLimit: 20, timeLimit: TimeSpan.FromMilliseconds(50), concurrency: 1));
builder.AddAlerts();
builder.AddPublicFigures();
builder.AddBi();
builder.AddWatch();

var app = builder.Build();
switch (args)
{
    case ["migrate"]:
        await app.MigrateAsync<ReportingDbContext>();
        await app.CountOnceAsync();
        return;
    case ["bi-role"]:
        await app.MakeBiRoleAsync();
        return;
    case ["recount"]:
        await app.RecountAsync();
        return;
}

app.UseResponseCompression();
app.UseSecurityHeaders();
app.MapServiceDefaults();
app.MapMessageAdmin();
app.MapMinutes();
app.MapPublicFigures();
app.MapAccessLog();
app.MapSignIn();

app.MapGet("/v1/rates", ReadRates.HandleAsync).RequireScopeOrDeveloper(Scopes.ReadFigures).WithName(nameof(ReadRates));
app.MapGet("/v1/rates/changes", ReadRateChanges.HandleAsync).RequireScope(Scopes.ReadCases).WithName(nameof(ReadRateChanges));
app.MapGet("/v1/caseload", ReadCaseload.HandleAsync).RequireScopeOrDeveloper(Scopes.ReadFigures).WithName(nameof(ReadCaseload));
app.MapGet("/v1/completion-curve", ReadCompletionCurve.HandleAsync).RequireScope(Scopes.ReadFigures).WithName(nameof(ReadCompletionCurve));
app.MapGet("/v1/forecast", ReadForecast.HandleAsync).RequireScope(Scopes.ReadFigures).WithName(nameof(ReadForecast));
app.MapPost("/v1/what-if", AskWhatIf.HandleAsync).Accepts<AskWhatIf.Body>("application/json").RequireScope(Scopes.ReadFigures).WithName(nameof(AskWhatIf));
app.MapGet("/v1/benchmarks", ReadBenchmarks.Handle).RequireScope(Scopes.ReadFigures).WithName(nameof(ReadBenchmarks));
app.MapGet("/v1/requests", ReadList.HandleAsync).RequireScope(Scopes.ReadCases).WithName(nameof(ReadList));
app.MapGet("/v1/sen2/requests", ReadSen2.RequestsAsync).RequireScope(Scopes.ReadCases).WithName("ReadSen2Requests");
app.MapGet("/v1/sen2/assessments", ReadSen2.AssessmentsAsync).RequireScope(Scopes.ReadCases).WithName("ReadSen2Assessments");
app.MapGet("/v1/sen2/pre-flight", ReadPreFlight.HandleAsync).RequireScope(Scopes.ReadCases).WithName(nameof(ReadPreFlight));

app.MapGet("/", DashboardPage.HandleAsync).RequireScopeOrDeveloper(Scopes.ReadFigures).ExcludeFromDescription();
app.MapGet(ListPage.Path, ListPage.HandleAsync).RequireScopeOrDeveloper(Scopes.ReadCases).ExcludeFromDescription();
app.MapGet("/cases/{authority}/{caseReference}", CasePage.HandleAsync).RequireScopeOrDeveloper(Scopes.ReadCases).ExcludeFromDescription();
app.MapPost("/cases/{authority}/{caseReference}", CasePage.AcknowledgeAsync).RequireScope(Scopes.Acknowledge).ExcludeFromDescription();
app.MapGet(CalculatorPage.Path, CalculatorPage.Handle).AllowAnonymous().ExcludeFromDescription();
app.MapGet(Stylesheet.Path, Stylesheet.Answer).AllowAnonymous().ExcludeFromDescription();

app.Run();
