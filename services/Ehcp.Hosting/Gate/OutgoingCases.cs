using Ehcp.Hosting.Access;
using Ehcp.Hosting.Keys;

namespace Ehcp.Hosting.Gate;

/// <summary>Cases that leave without being asked for each time, as to a webhook: that they are shown is written down before they go.</summary>
public sealed class OutgoingCases
{
    private readonly AccessLog _log;

    internal OutgoingCases(AccessLog log) => _log = log;

    /// <summary>Writes down who is shown what; throws where that cannot be written, and then nothing may go.</summary>
    /// <param name="to">What nobody else is called, such as <c>webhook:7</c>.</param>
    /// <param name="what">As the access log calls it.</param>
    /// <param name="cases">Every case that goes.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public Task WriteAsync(string to, string what, IEnumerable<Seen> cases, CancellationToken cancellationToken) => _log.WriteAsync(
        new Caller(to, to),
        [
            .. cases.GroupBy(one => one.Authority).Select(of => new Entry(
                what, Outcomes.Shown, of.Key, [.. of.Select(one => one.CaseReference).OfType<string>().Distinct().Order(StringComparer.Ordinal)], [], null)),
        ],
        cancellationToken);
}
