using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using Ehcp.Conformance;
using Ehcp.Conformance.Examples;
using Ehcp.Conformance.Files;
using Ehcp.Contracts;
using Ehcp.Intake.Events;
using Microsoft.Extensions.Time.Testing;

namespace Ehcp.Intake.Tests.Conformance;

/// <summary>What the kit says of events in files is what Intake would say of them.</summary>
public sealed class FileCheckTests : IDisposable
{
    private static readonly FakeTimeProvider Clock = new(RunningIntake.Now);
    private static readonly EventRules Rules = new(RunningIntake.Now);
    private static readonly EventExamples Examples = new(new(2026, 7, 15), "E08000025", "conformance-files");

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ehcp-files-");

    public static TheoryData<string> Types => [.. FactCatalogue.All.Select(type => type.Name)];

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory, MemberData(nameof(Types))]
    public void A_file_is_told_what_the_door_says_of_every_example_and_mistake(string name)
    {
        var type = FactCatalogue.All.Single(type => type.Name == name);
        var mistakes = new Mistakes(Examples).Of(type)
            .Concat(type.Record == typeof(RequestReceived) ? Mistakes.OfAttributes(RunningIntake.Now) : []);

        Assert.Equal(OfDoor(Event(type).ToJsonString()), OfFile(Event(type).ToJsonString()));
        Assert.All(mistakes, mistake =>
        {
            var text = mistake.Write(Event(type));
            Assert.Equal(Documented.Broken(mistake, type), OfFile(text));
            Assert.Equal(OfDoor(text), OfFile(text));
        });
    }

    [Theory, MemberData(nameof(Types))]
    public void What_the_door_takes_keeps_every_rule(string name)
    {
        var type = FactCatalogue.All.Single(type => type.Name == name);
        AnyEvent.Of(type).Sample(
            data =>
            {
                var one = Event(type);
                one["data"] = data;
                Assert.Equal(OfDoor(one.ToJsonString()), OfFile(one.ToJsonString()));
            },
            iter: 30, threads: 1);
    }

    [Fact]
    public void Files_hold_an_event_a_list_or_one_on_each_line()
    {
        var type = FactCatalogue.Of<RequestReceived>();
        var (one, bad) = (Event(type), Event(type).With("id", "bad").WithData("receivedOn", "01/07/2026"));
        Leave("a.json", one.ToJsonString());
        Leave("b.json", $"[{one.With("id", "b-1").ToJsonString()},\n{bad.ToJsonString()}]");
        Leave("c.jsonl", $"{one.With("id", "c-1").ToJsonString()}\n\n{{\"id\":\n{one.With("id", "c-1").WithData("receivedOn", "2026-06-01").ToJsonString()}\n");

        var report = FileCheck.Run([_folder.FullName], Clock);

        Assert.Equal(
            [
                "Rules|b.json, event 2|date /data/receivedOn",
                "Rules|c.jsonl, line 3|json ",
                "Source and id|c.jsonl, line 4|again with other content",
            ],
            report.Results.Where(result => !result.Passed).Select(result => $"{result.Group}|{result.Sent}|{result.Got}"));
        Assert.Equal("6", report.Head.Single(line => line.Name == "Events").Value);
        Assert.False(report.AllPassed);
        Assert.True(FileCheck.Run([Path.Combine(_folder.FullName, "a.json")], Clock).AllPassed);
        Assert.False(FileCheck.Run([Leave("empty.json", "[]")], Clock).AllPassed); // nothing was checked
    }

    [Theory]
    [InlineData("another order and spelling", true)]
    [InlineData("another case", false)]
    public void The_same_content_may_come_again(string what, bool isSame)
    {
        var type = FactCatalogue.Of<RequestReceived>();
        var one = Event(type).With("time", "2026-07-01T09:30:00Z");
        var again = isSame
            ? new JsonObject(one.Reverse().Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone())))
                .With("time", "2026-07-01T10:30:00+01:00").WithData("authority", "330")
            : one.With("subject", "OTHER");

        Assert.True(FileCheck.Run([Leave($"{isSame}.json", $"[{one.ToJsonString()},{again.ToJsonString()}]")], Clock).AllPassed == isSame, what);
    }

    [Theory]
    [InlineData("--keep is misspelt", "--url", "http://127.0.0.1:1", "--key", "k", "--source", "conformance-x", "--authority", "330", "--keeps")]
    [InlineData("nothing to check")]
    [InlineData("a source of a case system", "--url", "http://127.0.0.1:1", "--key", "k", "--source", "synergy", "--authority", "330")]
    [InlineData("no authority", "--url", "http://127.0.0.1:1", "--key", "k", "--source", "conformance-x", "--authority", "999")]
    [InlineData("an authority that ended", "--url", "http://127.0.0.1:1", "--key", "k", "--source", "conformance-x", "--authority", "E10000021")]
    [InlineData("no key", "--url", "http://127.0.0.1:1", "--source", "conformance-x", "--authority", "330")]
    [InlineData("no address", "--url", "here", "--key", "k", "--source", "conformance-x", "--authority", "330")]
    [InlineData("no broker's user", "--url", "http://127.0.0.1:1", "--key", "k", "--source", "conformance-x", "--authority", "330", "--amqp", "amqp://b/")]
    public void What_cannot_be_done_is_said(string what, params string[] arguments) =>
        Assert.True(Record.Exception(() => CommandLine.Parse(arguments, _ => null).Options(new(2026, 7, 16))) is UsageException, what);

    [Fact]
    public void A_key_may_stand_in_the_environment()
    {
        var command = CommandLine.Parse(
            ["--url", "http://127.0.0.1:1", "--source", "conformance-x", "--authority", "330"], name => name == "INTAKE_KEY" ? "from there" : null);

        Assert.Equal("from there", command.Options(new(2026, 7, 16)).Key);
        Assert.False(command.IsConfirmed);
    }

    private string Leave(string name, string text)
    {
        var file = Path.Combine(_folder.FullName, name);
        File.WriteAllText(file, text);
        return file;
    }

    private static JsonObject Event(FactType type) => Given.AnEvent(type.Name, Examples.Data(type)).With("source", "conformance-files");

    private static IReadOnlyList<string> OfFile(string text)
    {
        using var document = JsonDocument.Parse(text);
        return Rules.Broken(document.RootElement);
    }

    private static IReadOnlyList<string> OfDoor(string text) =>
    [
        .. new EventReader(RunningIntake.Now).ReadStructured(System.Text.Encoding.UTF8.GetBytes(text), ContentMode.Structured).Errors
            .Select(error => $"{error.Rule} {error.Pointer}").Order(StringComparer.Ordinal),
    ];
}
