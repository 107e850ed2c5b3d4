using System.Buffers;
using System.Text;
using Ehcp.Hosting.Sql;
using Ehcp.TestKit;
using Npgsql;

namespace Ehcp.Hosting.Tests.Sql;

/// <summary>Columns by name, both ways, against PostgreSQL.</summary>
public sealed class StatementTests : IAsyncLifetime
{
    private static readonly DateTimeOffset InSummer = new(2026, 6, 1, 9, 30, 0, TimeSpan.FromHours(1));

    private TestDatabase _database = null!;
    private NpgsqlDataSource _source = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync("empty", _ => Task.CompletedTask);
        _source = NpgsqlDataSource.Create(_database.ConnectionString);
        await _source.ExecuteAsync("""
            create table thing (
              name text, day date, at timestamptz, small smallint, whole integer, big bigint, flag boolean, id uuid, body bytea, words text[])
            """);
    }

    public async ValueTask DisposeAsync()
    {
        await _source.DisposeAsync();
        await _database.DisposeAsync();
    }

    private sealed record Thing(
        string? Name, DateOnly? Day, DateTimeOffset? At, short Small, int? Whole, long? Big, bool Flag, Guid Id, byte[]? Body);

    [Fact]
    public async Task A_set_goes_in_and_comes_out_by_the_names_of_its_columns()
    {
        Thing[] things =
        [
            new("first", new(2026, 1, 5), InSummer, 1, 2, 3, true, Guid.CreateVersion7(), [1, 2]),
            new(null, null, null, 0, null, null, false, Guid.Empty, null),
        ];

        await using (var insert = _source.Sql("""
            insert into thing (name, day, at, small, whole, big, flag, id, body)
            select name, day, at, small, whole, big, flag, id, body
            from unnest(@name, @day, @at, @small, @whole, @big, @flag, @id, @body) as row (name, day, at, small, whole, big, flag, id, body)
            """))
        {
            insert.With(RowSet.Of(things)
                .With("name", thing => thing.Name).With("day", thing => thing.Day).With("at", thing => thing.At).With("small", thing => thing.Small)
                .With("whole", thing => thing.Whole).With("big", thing => thing.Big).With("flag", thing => thing.Flag).With("id", thing => thing.Id)
                .With("body", thing => thing.Body));
            Assert.Equal(2, await insert.ExecuteNonQueryAsync(Stop));
        }

        await using var select = _source.Sql("select * from thing order by flag desc");
        var read = await select.ListAsync(
            row => new Thing(
                row.TextOrNull("name"), row.DayOrNull("day"), row.InstantOrNull("at"), row.Short("small"), row.IntOrNull("whole"), row.LongOrNull("big"),
                row.Flag("flag"), row.Id("id"), row.BytesOrNull("body")),
            Stop);

        Assert.Equal(things[0] with { At = InSummer.ToUniversalTime(), Body = null }, read[0] with { Body = null });
        Assert.Equal([1, 2], read[0].Body!);
        Assert.Equal(things[1], read[1]);
    }

    [Fact]
    public async Task Values_have_names_and_types_even_when_they_are_null()
    {
        await using var ask = _source.Sql(
            "select @text is null as no_text, @day is null as no_day, @at is null as no_at, @number is null as no_number, @at_known as at_known")
            .With("text", (string?)null).With("day", (DateOnly?)null).With("at", (DateTimeOffset?)null).With("number", (int?)null).With("at_known", InSummer);
        await using var rows = await ask.RowsAsync(Stop);
        Assert.True(await rows.NextAsync(Stop));

        Assert.True(rows.Flag("no_text") && rows.Flag("no_day") && rows.Flag("no_at") && rows.Flag("no_number"));
        Assert.Equal((InSummer.ToUniversalTime(), TimeSpan.Zero), (rows.Instant("at_known"), rows.Instant("at_known").Offset));
        Assert.False(await rows.NextAsync(Stop));
    }

    [Fact]
    public async Task Columns_may_be_read_in_any_order_and_again_and_some_in_some_rows_only()
    {
        await using var ask = _source.Sql("select n, -n as minus, 'row ' || n as words from generate_series(1, 40) as n");
        var read = await ask.ListAsync(
            row => row.Int("n") % 2 == 0
                ? $"{row.Text("words")} {row.Int("minus")} {row.Int("n")}"
                : $"{row.Int("minus")} {row.Int("minus")} {row.Text(string.Concat("wor", "ds"))}",
            Stop);

        Assert.Equal(Enumerable.Range(1, 40).Select(n => n % 2 == 0 ? $"row {n} {-n} {n}" : $"{-n} {-n} row {n}"), read);
    }

    [Fact]
    public async Task More_columns_than_expected_are_no_trouble()
    {
        await using var ask = _source.Sql($"select {string.Join(", ", Enumerable.Range(0, 50).Select(n => $"{n} as n{n}"))} from generate_series(1, 2)");
        var sums = await ask.ListAsync(row => Enumerable.Range(0, 50).Sum(n => row.Int($"n{n}")), Stop);

        Assert.Equal([1225, 1225], sums);
    }

    [Fact]
    public async Task Each_answer_of_a_batch_has_its_own_columns()
    {
        await using var connection = await _source.OpenConnectionAsync(Stop);
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new NpgsqlBatchCommand("select @n as n, 'a' as name").With("n", 1),
                new NpgsqlBatchCommand("select 'b' as name, @n + count(*) as n from unnest(@words) as word").With("n", 2)
                    .With(RowSet.Of(["x", "y"]).With("words", word => word)),
            },
        };
        await using var rows = await batch.RowsAsync(Stop);

        Assert.Equal([("a", 1L)], await rows.ListAsync(row => (row.Text("name"), (long)row.Int("n")), Stop));
        Assert.True(await rows.NextAnswerAsync(Stop));
        Assert.Equal([("b", 4L)], await rows.ListAsync(row => (row.Text("name"), row.Long("n")), Stop));
        Assert.False(await rows.NextAnswerAsync(Stop));
    }

    [Fact]
    public async Task Bytes_are_read_into_an_array_that_is_used_again_and_grows()
    {
        await using var ask = _source.Sql(
            "select n, convert_to(repeat(n::text, 10 * n), 'UTF8') as body from generate_series(1, 9) as n order by n % 5");
        var (shared, read) = (ArrayPool<byte>.Shared.Rent(1), new List<string>());
        await using var rows = await ask.RowsAsync(Stop);
        while (await rows.NextAsync(Stop))
        {
            var length = rows.Bytes("body", ref shared);
            read.Add(Encoding.UTF8.GetString(shared, 0, length));
            Assert.Equal(new string((char)('0' + rows.Int("n")), 10 * rows.Int("n")), read[^1]);
        }

        ArrayPool<byte>.Shared.Return(shared);
        Assert.Equal(9, read.Count);
    }

    [Fact]
    public void A_statement_may_take_longer_than_the_connection_lets_others_take()
    {
        using var usual = _source.Sql("select 1");
        using var patient = _source.Sql("select 1").HoweverLong();

        Assert.Equal((30, 0), (usual.CommandTimeout, patient.CommandTimeout));
    }

    [Fact]
    public async Task Mistakes_name_the_column()
    {
        await using var ask = _source.Sql("select null::text as team, 1 as n");
        await using var rows = await ask.RowsAsync(Stop);
        await rows.NextAsync(Stop);

        Assert.Contains("colour", Assert.Throws<IndexOutOfRangeException>(() => rows.Text("colour")).Message, StringComparison.Ordinal);
        Assert.Contains("team", Assert.Throws<InvalidCastException>(() => rows.Text("team")).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidCastException>(() => rows.Flag("n"));
    }

    [Fact]
    public async Task One_value_one_row_or_none()
    {
        await using var count = _source.Sql("select count(*) from thing");
        Assert.Equal(0, await count.ValueAsync<long>(Stop));

        await using var none = _source.Sql("select max(day) as day from thing");
        Assert.Null(await none.ValueAsync<DateOnly?>(Stop));

        await using var first = _source.Sql("select name from thing");
        Assert.Null(await first.FirstOrNullAsync(row => row.Text("name"), Stop));
        await _source.ExecuteAsync("insert into thing (name, words) values ('one', '{a,b}')");
        Assert.Equal("one", await first.FirstOrNullAsync(row => row.Text("name"), Stop));

        await using var words = _source.Sql("select words from thing");
        Assert.Equal(["a", "b"], (await words.FirstOrNullAsync(row => row.Value<string[]>("words"), Stop))!);
    }
}
