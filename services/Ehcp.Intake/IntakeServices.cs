using System.Text.Json.Serialization.Metadata;
using Ehcp.Intake.Asking;
using Ehcp.Intake.Counting;
using Ehcp.Intake.Importing;
using Ehcp.Intake.Inbound;
using Ehcp.Intake.Ledger;
using Ehcp.Intake.Mappings;
using Ehcp.Intake.Minutes;
using Ehcp.Intake.Receiving;
using Ehcp.Intake.Rejections;
using Ehcp.Intake.Schemas;
using Ehcp.Intake.Settings;
using Ehcp.Intake.Sources;
using Ehcp.Intake.Telemetry;
using Ehcp.Intake.Uploads;
using Ehcp.Intake.WatchedFolders;
using Ehcp.Messaging.Inbound;

namespace Ehcp.Intake;

internal static class IntakeServices
{
    public static void AddIntake(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<IntakeSettings>().BindConfiguration(IntakeSettings.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Insert(
            0, JsonTypeInfoResolver.Combine(ReceivingJson.Default, AskingJson.Default, RejectionsJson.Default, SchemasJson.Default, SourcesJson.Default,
                UploadsJson.Default)));
        builder.Services.AddSingleton<IntakeTelemetry>();
        builder.Services.AddSingleton<LedgerTransaction>();
        builder.Services.AddSingleton<LedgerWriter>();
        builder.Services.AddHostedService(services => services.GetRequiredService<LedgerWriter>());
        builder.Services.AddSingleton<AnnounceMinutes>();
        builder.Services.AddHostedService<MinuteAnnouncer>();
        builder.Services.AddSingleton<AddUpCounts>();
        builder.Services.AddHostedService<CountAdder>();
        builder.Services.AddSingleton<SummariseDay>();
        builder.Services.AddHostedService<DaySummariser>();
        builder.Services.AddSingleton<RejectionTray>();
        builder.Services.AddSingleton<RecordEvents>();
        builder.Services.AddSingleton<ReceiveEvents>();
        builder.AddInbound<ReceiveMessages>();
        builder.Services.AddSingleton<MappingStore>();
        builder.Services.AddSingleton<ImportLog>();
        builder.Services.AddSingleton<ImportFile>();
        builder.Services.AddSingleton<Upload>();
        builder.AddWatchedFolders();
    }
}
