using Ehcp.Hosting;
using Ehcp.Hosting.Api;
using Ehcp.Hosting.Databases;
using Ehcp.Hosting.Gate;
using Ehcp.Hosting.KeyManagement;
using Ehcp.Hosting.Keys;
using Ehcp.Intake;
using Ehcp.Intake.Asking;
using Ehcp.Intake.Minutes;
using Ehcp.Intake.Receiving;
using Ehcp.Intake.Schemas;
using Ehcp.Intake.Sources;
using Ehcp.Intake.Storage;
using Ehcp.Intake.Tray;
using Ehcp.Intake.Uploads;
using Ehcp.Messaging.Admin;
using Ehcp.Messaging.Broker;
using Ehcp.Messaging.Outbox;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults("intake");
builder.AddDatabase<IntakeDbContext>("Intake");
builder.AddBroker();
builder.AddOutbox("Intake");
builder.AddAccessLog();
builder.AddKeyTable(KeyQuotaUnit.Events);
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
app.MapKeys();

var v1 = app.MapGroup("/v1");
v1.MapPost("/events", ReceiveEvents.HandleAsync).Gate(Scopes.SendEvents).ShowsNoCase().Describes(ApiTexts.ReceiveEvents);
v1.MapMethods("/events", [HttpMethods.Options], WebhookHandshake.Handle).Open().Describes(ApiTexts.WebhookHandshake);
v1.MapGet("/events", FindEvent.HandleAsync).Gate(Scopes.SendEvents).ShowsNoCase().Describes(ApiTexts.FindEvent);
v1.MapGet("/rejections", ListRejections.HandleAsync).Gate(Scopes.SendEvents).ShowsNoCase().Describes(ApiTexts.ListRejections);
v1.MapGet("/rejections/summary", SummariseRejections.HandleAsync).Gate(Scopes.SendEvents).ShowsNoCase().Describes(TrayTexts.Summary);
v1.MapPost("/rejections/set-aside", SetRejectionsAside.HandleAsync).Gate(Scopes.SendEvents).Acts("set-aside-rejections").Describes(TrayTexts.SetAside);
v1.MapGet("/sources", ListSources.HandleAsync).Gate(Scopes.SendEvents).ShowsNoCase().Describes(TrayTexts.Sources);
v1.MapPost("/imports", ImportRoutes.SendAsync).Gate(Scopes.SendEvents).ShowsNoCase().Describes(ImportTexts.Send);
v1.MapPost("/imports/suggest", MappingRoutes.SuggestAsync).Gate(Scopes.SendEvents).ShowsNoCase().Describes(ImportTexts.Suggest);
v1.MapGet("/imports", ImportRoutes.ListAsync).Gate(Scopes.SendEvents).ShowsNoCase().Describes(ImportTexts.List);
v1.MapGet("/imports/{id}", ImportRoutes.FindAsync).Gate(Scopes.SendEvents).ShowsNoCase().Describes(ImportTexts.Find);
v1.MapGet("/imports/{id}/errors", ImportRoutes.ErrorsAsync).Gate(Scopes.SendEvents).ShowsNoCase().Describes(ImportTexts.Errors);
v1.MapGet("/imports/{id}/vanished", ImportRoutes.VanishedAsync).Gate(Scopes.SendEvents).ShowsCases("vanished-rows").Describes(ImportTexts.Vanished);
v1.MapGet("/mappings", MappingRoutes.ListAsync).Gate(Scopes.SendEvents).ShowsNoCase().Describes(ImportTexts.ListMappings);
v1.MapGet("/mappings/{name}", MappingRoutes.FindAsync).Gate(Scopes.SendEvents).ShowsNoCase().Describes(ImportTexts.FindMapping);
v1.MapPut("/mappings/{name}", MappingRoutes.StoreAsync).Gate(Scopes.SendEvents).ShowsNoCase().Describes(ImportTexts.StoreMapping);
app.MapGet("/imports", ImportPages.ListAsync).Gate(Scopes.SendEvents).ShowsNoCase().TakesKeyAsPassword();
app.MapPost("/imports", ImportPages.SendAsync).Gate(Scopes.SendEvents).ShowsNoCase().TakesKeyAsPassword();
app.MapGet("/imports/{id}", ImportPages.ShowAsync).Gate(Scopes.SendEvents).ShowsNoCase().TakesKeyAsPassword();
app.MapGet("/imports/{id}/errors.csv", ImportPages.ErrorsAsync).Gate(Scopes.SendEvents).ShowsNoCase().TakesKeyAsPassword();
app.MapGet("/tray", TrayPages.ListAsync).Gate(Scopes.SendEvents).ShowsNoCase().TakesKeyAsPassword();
app.MapGet("/tray/{number:long}", TrayPages.ShowAsync).Gate(Scopes.SendEvents).ShowsNoCase().TakesKeyAsPassword();
app.MapPost("/tray/{number:long}", TrayPages.SendAsync).Gate(Scopes.SendEvents).ShowsNoCase().TakesKeyAsPassword();
app.MapPost("/tray/{number:long}/set-aside", TrayPages.SetAsideAsync).Gate(Scopes.SendEvents).Acts("set-aside-rejections").TakesKeyAsPassword();
app.MapPost("/tray/set-aside", TrayPages.SetAllAsideAsync).Gate(Scopes.SendEvents).Acts("set-aside-rejections").TakesKeyAsPassword();
v1.MapPost("/minutes/announce", AnnounceAgain.HandleAsync).Gate(Scopes.Operate).Acts("announce-minutes").Describes(ApiTexts.AnnounceAgain);
v1.MapGet("/schemas", ShowSchemas.List).Open().Describes(ApiTexts.ListSchemas);
v1.MapGet("/schemas/{type}", ShowSchemas.Show).Open().Describes(ApiTexts.ShowSchema);

app.Run();
