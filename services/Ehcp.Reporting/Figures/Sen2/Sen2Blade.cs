using Ehcp.Reporting.Exports;

namespace Ehcp.Reporting.Figures.Sen2;

/// <summary>A module as a CSV, as COLLECT exports it: small letters, and columns that join a row to those of the modules around it.</summary>
internal static class Sen2Blade
{
    /// <summary>Case and request, by which the case system finds the person.</summary>
    private static readonly (string Name, Func<Sen2Record, string> Value)[] Ours =
        [("casereference", record => record.Facts.CaseReference), ("requestid", record => record.Facts.RequestId)];

    /// <summary>As the module has been served by itself: case, request and items.</summary>
    internal static byte[] Alone(Sen2Module module, IReadOnlyList<Sen2Record> records) => Write(module, records, Ours);

    /// <summary>As a file among those of the other modules: with the keys that join them.</summary>
    internal static byte[] Of(Sen2Module module, Sen2Edition edition, IReadOnlyList<Sen2Record> records)
    {
        var keys = new List<(string, Func<Sen2Record, string>)>(Ours);
        for (var at = module; at is not null; at = at.Parent is { } parent ? edition.Module(parent) : null)
        {
            keys.Add(($"{at.Name}tableid", record => record.Key));
        }

        // Whoever reads the file alone sees whether the plan is of the year or older.
        if (module.Name == "namedplan")
        {
            keys.Add(("assessmentoutcome", record => $"{record.Assessment!.Value.Code}"));
        }

        return Write(module, records, keys);
    }

    private static byte[] Write(Sen2Module module, IReadOnlyList<Sen2Record> records, IReadOnlyList<(string Name, Func<Sen2Record, string> Value)> keys) =>
        SafeCsv.Of(
        [
            keys.Select(key => key.Name).Concat(module.Items.Select(item => item.Column)),
            .. records.Where(record => Sen2Edition.Has(module, record)).Select(record =>
                keys.Select(key => key.Value(record)).Concat(module.Items.Select(item => Sen2Edition.Value(item, record) ?? ""))),
        ]);
}
