using Ehcp.Intake.Events;
using Ehcp.Intake.Ledger;
using Ehcp.Intake.Minutes;
using Ehcp.Intake.Rejections;

namespace Ehcp.Intake;

internal static class IntakeServices
{
    public static void AddIntake(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<IntakeSettings>().BindConfiguration(IntakeSettings.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, IntakeJson.Default));
        builder.Services.AddSingleton<IntakeTelemetry>();
        builder.Services.AddSingleton<LedgerTransaction>();
        builder.Services.AddSingleton<LedgerWriter>();
        builder.Services.AddHostedService(services => services.GetRequiredService<LedgerWriter>());
        builder.Services.AddSingleton<AnnounceMinutes>();
        builder.Services.AddHostedService<MinuteAnnouncer>();
        builder.Services.AddSingleton<RejectionTray>();
        builder.Services.AddSingleton<ReceiveEvents>();
    }
}
