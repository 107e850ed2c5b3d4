using System.Collections.Frozen;
using System.Security.Claims;
using System.Text.Json;
using Ehcp.Hosting.Keys;
using Ehcp.Hosting.Sql;
using Ehcp.Intake.Events;
using Npgsql;

namespace Ehcp.Intake.Mappings;

/// <summary>A mapping under the number that it is known by.</summary>
/// <param name="Mapping">The mapping.</param>
/// <param name="Version">Its number, from 1; 0 for one that comes with the service.</param>
/// <param name="Hash">SHA-256 of what it says.</param>
/// <param name="File">The file as it was written.</param>
/// <param name="StoredAt">When it was stored; null for one that comes with the service.</param>
internal sealed record StoredMapping(Mapping Mapping, int Version, byte[] Hash, byte[] File, DateTimeOffset? StoredAt);

/// <summary>Every version of every mapping. None is ever changed: a changed one is the next version.</summary>
internal sealed class MappingStore(NpgsqlDataSource database, TimeProvider clock)
{
    private static readonly FrozenDictionary<string, StoredMapping> Presets = ReadPresets();

    private const string Insert = """
        insert into mapping (name, version, hash, body, stored_at, api_key)
        select @name, coalesce(max(version), 0) + 1, @hash, @body, @at, @api_key from mapping where name = @name
        on conflict do nothing
        returning version
        """;

    private const string Newest = "select version, hash, body, stored_at from mapping where name = @name order by version desc limit 1";
    private const string One = "select version, hash, body, stored_at from mapping where name = @name and version = @version";
    private const string All = "select distinct on (name) name, version, hash, body, stored_at from mapping order by name, version desc";

    /// <summary>Whether a name is that of a mapping that comes with the service: nobody else's can be called so.</summary>
    public static bool IsShipped(string name) => Presets.ContainsKey(name);

    /// <summary>A mapping of a source belongs to whoever may send for it; one of none may be read by everybody, and changed by who may send for every
    /// source.</summary>
    public static bool MayChange(ClaimsPrincipal sender, Mapping mapping) =>
        mapping.Source is { } source ? sender.MaySendFrom(source) : sender.Sources().Contains(Grant.Every);

    /// <summary>Those that come with the service.</summary>
    public static IEnumerable<StoredMapping> Shipped => Presets.Values.OrderBy(preset => preset.Mapping.Name, StringComparer.Ordinal);

    /// <summary>The newest of every name, those that come with the service among them.</summary>
    public async Task<List<StoredMapping>> AllAsync(CancellationToken cancellationToken)
    {
        await using var command = database.Sql(All);
        var stored = await command.ListAsync(Read, cancellationToken);
        return [.. stored.Concat(Shipped.Where(preset => !stored.Exists(own => own.Mapping.Name == preset.Mapping.Name)))
            .OrderBy(one => one.Mapping.Name, StringComparer.Ordinal)];
    }

    /// <summary>A version of a mapping, the newest unless one is named; null when there is none.</summary>
    public async Task<StoredMapping?> FindAsync(string name, int? version, CancellationToken cancellationToken)
    {
        if (version != 0)
        {
            await using var command = version is null ? database.Sql(Newest).With("name", name)
                : database.Sql(One).With("name", name).With("version", version.Value);
            if (await command.FirstOrNullAsync(Read, cancellationToken) is { } stored)
            {
                return stored;
            }
        }

        return version is null or 0 ? Presets.GetValueOrDefault(name) : null;
    }

    /// <summary>Stores a mapping as the next version, unless the newest says the same.</summary>
    /// <param name="mapping">One without errors.</param>
    /// <param name="file">Its file.</param>
    /// <param name="apiKey">Name of the key it came with.</param>
    public async Task<StoredMapping> StoreAsync(Mapping mapping, byte[] file, string apiKey, CancellationToken cancellationToken)
    {
        var hash = MappingJson.HashOf(mapping);
        while (true)
        {
            if (await FindAsync(mapping.Name, version: null, cancellationToken) is { } newest && newest.Hash.AsSpan().SequenceEqual(hash))
            {
                return newest;
            }

            var now = Timestamps.ToMicroseconds(clock.GetUtcNow());
            await using var command = database.Sql(Insert).With("name", mapping.Name).With("hash", hash).With("body", file).With("at", now)
                .With("api_key", apiKey);
            if (await command.ValueAsync<int?>(cancellationToken) is { } version)
            {
                return new(mapping, version, hash, file, now);
            }
        }
    }

    private static StoredMapping Read(Rows row)
    {
        var file = row.Bytes("body");
        return new(MappingJson.Read(file), row.Int("version"), row.Bytes("hash"), file, row.Instant("stored_at"));
    }

    private static FrozenDictionary<string, StoredMapping> ReadPresets()
    {
        var assembly = typeof(MappingStore).Assembly;
        return assembly.GetManifestResourceNames().Where(name => name.StartsWith("presets/", StringComparison.Ordinal)).Select(name =>
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            var file = new byte[stream.Length];
            stream.ReadExactly(file);
            try
            {
                var mapping = MappingJson.Read(file);
                return new StoredMapping(mapping, 0, MappingJson.HashOf(mapping), file, StoredAt: null);
            }
            catch (JsonException broken)
            {
                throw new InvalidOperationException($"The build has a mapping that cannot be read: {name}, {broken.Path}.", broken);
            }
        }).ToFrozenDictionary(preset => preset.Mapping.Name, StringComparer.Ordinal);
    }
}
