using System.Collections.Immutable;
using Npgsql;
using Xunit;

namespace Ehcp.TestKit.Schema;

/// <summary>All that a database consists of but its rows, one line for each thing, so that two databases can be compared.</summary>
/// <param name="Lines">Sorted: kind, what it belongs to, and all about it.</param>
public sealed record SchemaDescription(ImmutableArray<string> Lines)
{
    // What PostgreSQL made for itself is left out; "made" is what somebody made. Places of columns are counted anew: a column that was dropped leaves a gap.
    private const string Read = """
        with
        made as (
          select c.oid, c.relkind, c.relpersistence, c.reloptions, c.reltoastrelid, c.relrowsecurity, c.relforcerowsecurity,
                 c.relnamespace::regnamespace || '.' || c.relname as name
          from pg_class c join pg_namespace n on n.oid = c.relnamespace
          where n.nspname not like 'pg\_%' and n.nspname <> 'information_schema'),
        part (kind, owner, about) as (
          select 'schema', nspname::text, coalesce(obj_description(oid, 'pg_namespace'), '')
          from pg_namespace where nspname not like 'pg\_%' and nspname <> 'information_schema'
          union all
          select case relkind when 'r' then 'table' when 'p' then 'table' when 'v' then 'view' when 'm' then 'view' else relkind::text end, name,
                 concat_ws(' ', relkind, relpersistence, relrowsecurity, relforcerowsecurity, reloptions,
                           (select t.reloptions from pg_class t where t.oid = made.reltoastrelid), obj_description(oid, 'pg_class'))
          from made where relkind in ('r', 'p', 'v', 'm', 'f')
          union all
          select 'column', name, concat_ws(' ',
                 row_number() over (partition by a.attrelid order by a.attnum) || '.', a.attname, format_type(a.atttypid, a.atttypmod),
                 (select 'collate ' || collname from pg_collation where oid = a.attcollation and collname <> 'default'),
                 case when a.attnotnull then 'not null' end,
                 case a.attidentity when 'a' then 'identity always' when 'd' then 'identity by default' end,
                 case a.attgenerated when 's' then 'generated stored' when '' then 'default' else 'generated ' || a.attgenerated::text end
                   || ' ' || pg_get_expr(d.adbin, d.adrelid),
                 'storage ' || a.attstorage::text || a.attcompression::text, '-- ' || col_description(made.oid, a.attnum))
          from made join pg_attribute a on a.attrelid = made.oid left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
          where made.relkind in ('r', 'p', 'v', 'm', 'f') and a.attnum > 0 and not a.attisdropped
          union all
          select 'index', name, pg_get_indexdef(i.indexrelid) || case when i.indisvalid then '' else ' (not valid)' end
          from made join pg_index i on i.indrelid = made.oid
          union all
          select 'constraint', name, c.conname || ' ' || pg_get_constraintdef(c.oid) || case when c.convalidated then '' else ' (not valid)' end
          from made join pg_constraint c on c.conrelid = made.oid
          where c.contype <> 'n'
          union all
          select 'trigger', name, pg_get_triggerdef(t.oid) || ' ' || t.tgenabled::text
          from made join pg_trigger t on t.tgrelid = made.oid where not t.tgisinternal
          union all
          select 'policy', name, p.polname || ' ' || p.polcmd::text || ' '
                 || concat_ws(' / ', pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid))
          from made join pg_policy p on p.polrelid = made.oid
          union all
          select 'definition', name, pg_get_viewdef(oid) from made where relkind in ('v', 'm')
          union all
          select 'sequence', name, concat_ws(' ', format_type(s.seqtypid, null), s.seqstart, s.seqincrement, s.seqmin, s.seqmax, s.seqcache, s.seqcycle)
          from made join pg_sequence s on s.seqrelid = made.oid
          union all
          select 'statistics', name, pg_get_statisticsobjdef(s.oid) from made join pg_statistic_ext s on s.stxrelid = made.oid
          union all
          select 'function', p.oid::regprocedure::text, pg_get_functiondef(p.oid)
          from pg_proc p join pg_namespace n on n.oid = p.pronamespace
          where n.nspname not like 'pg\_%' and n.nspname <> 'information_schema' and p.prokind in ('f', 'p')
          union all
          select 'type', t.oid::regtype::text, concat_ws(' ', t.typtype,
                 (select string_agg(enumlabel, ',' order by enumsortorder) from pg_enum where enumtypid = t.oid))
          from pg_type t join pg_namespace n on n.oid = t.typnamespace
          where n.nspname not like 'pg\_%' and n.nspname <> 'information_schema' and t.typtype in ('e', 'd', 'r')
          union all
          select 'extension', extname::text, extnamespace::regnamespace::text from pg_extension where extname <> 'plpgsql')
        select kind || ' ' || owner || ': ' || about from part
        """;

    /// <summary>Describes the database at this connection string. It must not be used meanwhile.</summary>
    public static async Task<SchemaDescription> ReadAsync(string connectionString)
    {
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false });
        await using var command = source.CreateCommand(Read);
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var lines = new List<string>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            lines.Add(reader.GetString(0));
        }

        return new([.. lines.Order(StringComparer.Ordinal)]);
    }

    /// <summary>Fails with each thing that only one of the two has.</summary>
    public void ShouldBe(SchemaDescription other, string here, string there)
    {
        string[] differences =
        [
            .. Lines.Except(other.Lines).Select(line => $"only {here}: {line}"),
            .. other.Lines.Except(Lines).Select(line => $"only {there}: {line}"),
        ];
        Assert.True(differences.Length == 0, string.Join('\n', differences));
    }

    /// <summary>The columns, constraints and indexes of these tables, without what a model does not say: the order of columns and how they are
    /// stored.</summary>
    public SchemaDescription OfModel(IReadOnlySet<string> tables) => new(
    [
        .. from line in Lines
           let words = line.Split(' ')
           where words[0] is "column" or "constraint" or "index" && tables.Contains(words[1])
           select words[0] == "column" ? string.Join(' ', words.Where((word, place) => place != 2)).Split(" storage ")[0] : line,
    ]);

    /// <summary>Its tables, as <see cref="OfModel"/> takes them.</summary>
    public IReadOnlySet<string> Tables() =>
        Lines.Where(line => line.StartsWith("table ", StringComparison.Ordinal)).Select(line => line.Split(' ')[1]).ToHashSet();
}
