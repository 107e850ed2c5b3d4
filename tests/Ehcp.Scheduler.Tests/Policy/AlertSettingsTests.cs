using Ehcp.Scheduler.Policy;

namespace Ehcp.Scheduler.Tests.Policy;

public sealed class AlertSettingsTests
{
    [Fact]
    public void The_SEND_mailbox_is_all_that_must_be_set() => Assert.Empty(Wrong(Settings()));

    [Fact]
    public void Without_a_SEND_mailbox_the_service_does_not_start() =>
        Assert.Equal(["Ehcp:Alerts:Default:SendMailbox is not set."], Wrong(new AlertSettings()));

    [Fact]
    public void Everything_that_is_wrong_is_told_at_once()
    {
        var settings = Settings();
        settings.Default.HeadOfSend = "the head";
        settings.Default.Teams = new() { ["North"] = "north@council.example, bcc@council.example" };
        settings.Default.TeamMailboxes = new() { ["South"] = "the south" };
        settings.Default.Window = "sometimes";
        settings.Authorities["330"] = new();
        settings.Default.Absences =
        [
            new() { Person = "pat@council.example", From = "2026-05-02", To = "2026-05-01" },
            new() { Person = "pat", From = "2 May 2026", To = "2026-05-01" },
            new() { Person = "pat@council.example", From = "2026-05-01", To = "2026-05-01" },
        ];
        settings.Default.Ladder = new()
        {
            ["final-plan"] =
            [
                new() { Name = "A B", Days = 1, Audience = ["case-officer"] },
                new() { Name = "both", Days = 1, WorkingDays = 1, Audience = ["case-officer"] },
                new() { Name = "neither", Audience = ["everybody"] },
                new() { Name = "neither", Days = 400, Audience = [] },
            ],
            ["representations"] = [],
        };

        Assert.Equal(
            [
                "Authorities:330 is no English authority's ONS code.",
                "Default:Absences:0:To is before From.",
                "Default:Absences:1 needs From and To as YYYY-MM-DD.",
                "Default:Absences:1:Person is not an e-mail address.",
                "Default:HeadOfSend is not an e-mail address.",
                "Default:Ladder:final-plan has a rung whose name is not 1 to 40 small letters, digits and hyphens.",
                "Default:Ladder:final-plan has two rungs of one name.",
                "Default:Ladder:final-plan needs for rung both either Days or WorkingDays, at most 366.",
                "Default:Ladder:final-plan needs for rung neither an Audience out of case-officer, deputy, team-mailbox, team-manager, send-mailbox, "
                    + "head-of-send.",
                "Default:Ladder:final-plan needs for rung neither an Audience out of case-officer, deputy, team-mailbox, team-manager, send-mailbox, "
                    + "head-of-send.",
                "Default:Ladder:final-plan needs for rung neither either Days or WorkingDays, at most 366.",
                "Default:Ladder:final-plan needs for rung neither either Days or WorkingDays, at most 366.",
                "Default:Ladder:representations has no rung.",
                "Default:Ladder:representations is no milestone that can be overdue or warned of.",
                "Default:TeamMailboxes:South is not an e-mail address.",
                "Default:Teams:North is not an e-mail address.",
                "Default:Window is neither working-hours nor always.",
            ],
            Wrong(settings).Select(wrong => wrong["Ehcp:Alerts:".Length..]).Order(StringComparer.Ordinal));
    }

    private static AlertSettings Settings() => new() { Default = { SendMailbox = AlertScheduler.Mailbox } };

    private static IEnumerable<string> Wrong(AlertSettings settings) => new AlertSettingsCheck().Validate(null, settings).Failures ?? [];
}
