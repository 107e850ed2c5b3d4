using Ehcp.Hosting;
using Ehcp.Hosting.Api;
using Ehcp.Hosting.Databases;
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
builder.AddIntake();

var app = builder.Build();
if (args is ["migrate"])
{
    await app.MigrateAsync<IntakeDbContext>();
    return;
}

app.MapServiceDefaults();
app.MapMessageAdmin();

var v1 = app.MapGroup("/v1");
v1.MapPost("/events", ReceiveEvents.HandleAsync).RequireScope(Scopes.SendEvents).Describes(ApiTexts.ReceiveEvents);
v1.MapGet("/events", FindEvent.HandleAsync).RequireScope(Scopes.SendEvents).Describes(ApiTexts.FindEvent);
v1.MapGet("/rejections", ListRejections.HandleAsync).RequireScope(Scopes.SendEvents).Describes(ApiTexts.ListRejections);
v1.MapPost("/minutes/announce", AnnounceAgain.HandleAsync).RequireScope(Scopes.Admin).Describes(ApiTexts.AnnounceAgain);
v1.MapGet("/schemas", ShowSchemas.List).AllowAnonymous().Describes(ApiTexts.ListSchemas);
v1.MapGet("/schemas/{type}", ShowSchemas.Show).AllowAnonymous().Describes(ApiTexts.ShowSchema);

app.Run();
