using System.Collections;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace Ehcp.Contracts.Tests;

public sealed partial class FactCatalogueTests
{
    public static TheoryData<string> Types => [.. FactCatalogue.All.Select(type => type.Name)];

    [Fact]
    public void Every_record_of_a_fact_is_in_the_catalogue_once_and_on_the_wire_by_its_type()
    {
        var records = typeof(Fact).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Fact))).ToHashSet();
        var onTheWire = typeof(Fact).GetCustomAttributes<JsonDerivedTypeAttribute>()
            .ToDictionary(derived => derived.DerivedType, derived => derived.TypeDiscriminator);

        Assert.Equal(52, records.Count);
        Assert.Equal(records, [.. FactCatalogue.All.Select(type => type.Record)]);
        Assert.All(FactCatalogue.All, type => Assert.Equal(type.WireType, onTheWire[type.Record]));
        Assert.Equal(records.Count, onTheWire.Count);
    }

    [Theory, MemberData(nameof(Types))]
    public void A_type_is_named_as_its_record_and_its_fields_as_the_properties(string name)
    {
        var type = Named(name);

        Assert.Equal(type.Record.Name, string.Concat(name.Split('-').Select(part => char.ToUpperInvariant(part[0]) + part[1..])));
        Assert.Matches(@"^ehcp\.[a-z-]+\.v1$", type.WireType);
        Assert.Equal(
            type.Record.GetProperties().Where(property => property.Name != "EqualityContract")
                .Select(property => JsonNamingPolicy.CamelCase.ConvertName(property.Name)).Order(),
            type.Fields.Select(field => field.Name).Order());
    }

    [Theory, MemberData(nameof(Types))]
    public void Each_field_reads_its_own_property_and_fits_its_kind(string name)
    {
        var type = Named(name);
        var fact = Sample(type);

        Assert.All(type.Fields, field =>
        {
            var property = type.Record.GetProperty(char.ToUpperInvariant(field.Name[0]) + field.Name[1..])!;
            Assert.Same(type.Record, fact.GetType());
            AssertSame(Written(property.GetValue(fact)), field.Value(fact));
            Assert.Equal(field.Rule.Kind switch
            {
                FieldKind.Date => typeof(DateOnly),
                FieldKind.Number => typeof(int),
                FieldKind.Codes => typeof(IReadOnlyList<Milestone>),
                FieldKind.Code when field is CodeField coded => coded.Words,
                _ => typeof(string),
            }, Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType);
        });
    }

    [Theory, MemberData(nameof(Types))]
    public void A_fact_survives_the_wire_whole(string name)
    {
        var fact = Sample(Named(name));
        var json = JsonSerializer.Serialize(fact, ContractsJson.Options);

        Assert.StartsWith($$"""{"type":"ehcp.{{name}}.v1",""", json, StringComparison.Ordinal);
        var read = JsonSerializer.Deserialize<Fact>(json, ContractsJson.Options)!;
        Assert.Equal(json, JsonSerializer.Serialize(read, ContractsJson.Options));
        Assert.All(Named(name).Fields, field => AssertSame(field.Value(fact), field.Value(read)));
    }

    [Theory, MemberData(nameof(Types))]
    public void No_name_of_a_field_could_hold_a_child(string name) =>
        Assert.DoesNotContain(Named(name).Fields, field => Personal().IsMatch(field.Name));

    [Fact]
    public void Only_dates_of_plans_and_of_what_is_foreseen_may_lie_ahead() =>
        Assert.Equal(
            ["absentFrom", "absentTo", "closedFrom", "directedTo", "movesOn", "periodAgreedTo", "reopensOn", "startsOn", "transferOn", "transferredOn"],
            FactCatalogue.All.SelectMany(type => type.Fields).Where(field => field.Rule.MayLieAhead).Select(field => field.Name).Distinct().Order());

    [Fact]
    public void Types_are_found_by_their_whole_name_only()
    {
        Assert.Equal("request-received", FactCatalogue.Find("ehcp.request-received.v1")?.Name);
        Assert.Null(FactCatalogue.Find("request-received"));
        Assert.Null(FactCatalogue.Find("ehcp.Request-Received.v1"));
    }

    // A claim is known by its request, and also says which review, re-assessment or appeal its milestones belong to.
    [Theory, MemberData(nameof(Types))]
    public void The_ids_that_tell_processes_and_items_apart_are_fields_of_the_wire(string name)
    {
        var type = Named(name);
        var processId = type.Fields.FirstOrDefault(field => field.Name is "requestId" or "reviewId" or "reassessmentId" or "appealId");
        var itemId = type.Fields.FirstOrDefault(field => field.Rule is { Kind: FieldKind.Id, IsRequired: true } && name != "event-retracted")
            ?? type.Fields.FirstOrDefault(field => field.Name is "changeId" or "termId"
                || (field.Name == "about" && name.StartsWith("recommendations", StringComparison.Ordinal)));
        var (whole, bare) = (Sample(type), type.Build(new object?[type.Fields.Length]));

        Assert.Equal((processId?.Value(whole) ?? "", itemId?.Value(whole) ?? ""), (type.ProcessId(whole), type.ItemId(whole)));
        Assert.Equal((processId is null ? "" : "1", itemId is null ? "" : "1", itemId is not null), (type.ProcessId(bare), type.ItemId(bare), type.HasItems));
        Assert.Equal(processId is null, type.Process == ProcessKind.Case);
        Assert.True(processId is null || processId.Name.StartsWith(type.Process.ToString(), StringComparison.OrdinalIgnoreCase));
        Assert.All(type.ClockDates, date => Assert.Null(date.On(bare)));
        Assert.Subset(type.Fields.OfType<DateField>().ToHashSet(), type.ClockDates.ToHashSet());
    }

    [Fact]
    public void Each_word_of_the_vocabulary_has_a_code_of_its_own_and_nothing_else_is_read()
    {
        var lists = typeof(Fact).Assembly.GetTypes().Where(type => type.IsEnum && type.GetCustomAttribute<JsonConverterAttribute>() is not null).ToList();

        Assert.Equal(24, lists.Count);
        Assert.All(lists, list =>
        {
            var words = Enum.GetValues(list).Cast<object>().ToList();
            var codes = words.ConvertAll(word => JsonSerializer.Serialize(word, list));
            Assert.Equal(Enumerable.Range(1, words.Count), words.Select(Convert.ToInt32));
            Assert.Equal(words.ConvertAll(word => CodeOf(list, word)), codes);
            Assert.Equal(codes.Count, codes.Distinct().Count());
            Assert.Equal(words, codes.Select(code => JsonSerializer.Deserialize(code, list)!));
            foreach (var wrong in (string[])["1", "0", "\"\"", "null", "\"no-such-code\"", codes[0].Insert(1, " ")])
            {
                Assert.Throws<JsonException>(() => JsonSerializer.Deserialize(wrong, list));
            }
        });
    }

    private static string CodeOf(Type list, object word) =>
        $"\"{list.GetField(word.ToString()!)!.GetCustomAttribute<JsonStringEnumMemberNameAttribute>()!.Name}\"";

    internal static Fact Sample(FactType type) => type.Build([.. type.Fields.Select(Value)]);

    private static object? Written(object? value) => value switch
    {
        Enum word => JsonSerializer.SerializeToElement(word, word.GetType(), ContractsJson.Options).GetString(),
        IReadOnlyList<Milestone> list => list.Select(Code.Of).ToArray(),
        _ => value,
    };

    private static object Value(FactField field, int at) => field.Rule.Kind switch
    {
        FieldKind.Date => new DateOnly(2026, 1, 5).AddDays(at),
        FieldKind.Number => field.Rule.Minimum + at,
        FieldKind.Codes => field.Rule.Codes.Take(2).ToArray(),
        FieldKind.Code => field.Rule.Codes[^1],
        FieldKind.Email => $"officer{at}@example.org",
        FieldKind.Authority => "E08000025",
        _ => $"{field.Name}-{at}",
    };

    private static FactType Named(string name) => FactCatalogue.All.Single(type => type.Name == name);

    private static void AssertSame(object? expected, object? actual)
    {
        if (expected is IEnumerable<string> list && expected is not string)
        {
            Assert.Equal(list, Assert.IsAssignableFrom<IEnumerable>(actual).Cast<string>());
        }
        else
        {
            Assert.Equal(expected, actual);
        }
    }

    [GeneratedRegex("name|birth|address|postcode|upn|child|note|comment|text", RegexOptions.IgnoreCase)]
    private static partial Regex Personal();
}
