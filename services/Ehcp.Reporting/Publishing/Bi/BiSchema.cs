namespace Ehcp.Reporting.Publishing.Bi;

/// <summary>
/// What Power BI, Grafana and the like may read: views of the schema <c>bi</c>, each with its version in its name, every column described in the
/// database itself. They are in <c>Schema/views</c>. A reader sees the authorities that <c>bi_reader</c> gives its role, and a case only under a key
/// that cannot be turned back.
/// </summary>
internal static class BiSchema
{
    /// <summary>Makes the role that readers are given: it can read the views and nothing else.</summary>
    internal const string Role = """
        do $$ begin
          if not exists (select from pg_roles where rolname = 'ehcp_bi') then create role ehcp_bi nologin; end if;
        end $$;
        grant usage on schema bi to ehcp_bi;
        grant select on all tables in schema bi to ehcp_bi;
        """;
}
