namespace Ehcp.Reporting.Reconciliations;

/// <summary>Counts while it is compared.</summary>
internal sealed class Tally
{
    private readonly int[] _kinds = new int[Kinds.All.Length];
    private int _rows;
    private int _refused;
    private int _same;
    private int _different;

    internal void Read(int rows, int refused) => (_rows, _refused) = (_rows + rows, _refused + refused);

    /// <summary>A case that both have.</summary>
    internal void Both(bool isSame) => (_same, _different) = isSame ? (_same + 1, _different) : (_same, _different + 1);

    internal void Add(Difference[] differences)
    {
        foreach (var difference in differences)
        {
            _kinds[Array.IndexOf(Kinds.All, difference.Kind)]++;
        }
    }

    internal Reconciliation Of(
        long number, ReconciliationOrder order, DateTimeOffset madeAt, string rules, string calendar, IReadOnlyList<string> compared, int unreadCells) =>
        new(number, order.Authority, order.OnDay, madeAt, order.By, rules, calendar, order.ClosedCases, compared, _rows, _refused, unreadCells, _same,
            _different, new(_kinds[0], _kinds[1], _kinds[2], _kinds[3], _kinds[4]));
}

/// <summary>Errors, of which the first are told and the others counted.</summary>
internal sealed class ErrorTally
{
    private readonly List<CellError> _told = [];

    internal IReadOnlyList<CellError> Told => _told;

    /// <summary>Errors of cells, in rows that were compared.</summary>
    internal int OfCells { get; private set; }

    internal void Add(IEnumerable<CellError> errors)
    {
        foreach (var error in errors)
        {
            OfCells += error.Rule is CellRules.Date or CellRules.Standing ? 1 : 0;
            if (_told.Count < CellRules.MostTold)
            {
                _told.Add(error);
            }
        }
    }
}
