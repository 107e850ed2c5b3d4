using Ehcp.Hosting;
using Ehcp.Hosting.Api;
using Ehcp.Hosting.Databases;
using Ehcp.Hosting.Gate;
using Ehcp.Hosting.Keys;
using Ehcp.Intake;
using Ehcp.Intake.Asking;
using Ehcp.Intake.Minutes;
using Ehcp.Intake.Receiving;
using Ehcp.Intake.Schemas;
using Ehcp.Intake.Storage;
using Ehcp.Messaging.Admin;
using Ehcp.Messaging.Broker;
using Ehcp.Messaging.Outbox;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults("intake");
builder.AddDatabase<IntakeDbContext>("Intake");
builder.AddBroker();
builder.AddOutbox("Intake");
builder.AddAccessLog();
builder.AddIntake();

var app = builder.Build();
if (args is ["migrate"])
{
    await app.MigrateAsync<IntakeDbContext>();
    return;
}

app.MapServiceDefaults();
app.MapMessageAdmin();
app.MapAccessLog();

var v1 = app.MapGroup("/v1");
v1.MapPost("/events", ReceiveEvents.HandleAsync).Gate(Scopes.SendEvents).ShowsNoCase().Describes(ApiTexts.ReceiveEvents);
v1.MapGet("/events", FindEvent.HandleAsync).Gate(Scopes.SendEvents).ShowsNoCase().Describes(ApiTexts.FindEvent);
v1.MapGet("/rejections", ListRejections.HandleAsync).Gate(Scopes.SendEvents).ShowsNoCase().Describes(ApiTexts.ListRejections);
v1.MapPost("/minutes/announce", AnnounceAgain.HandleAsync).Gate(Scopes.Operate).Acts("announce-minutes").Describes(ApiTexts.AnnounceAgain);
v1.MapGet("/schemas", ShowSchemas.List).Open().Describes(ApiTexts.ListSchemas);
v1.MapGet("/schemas/{type}", ShowSchemas.Show).Open().Describes(ApiTexts.ShowSchema);

app.Run();
