using System.Text.Json;

namespace Ehcp.Client.Reporting;

/// <summary>Figures whose rows depend on what was asked for.</summary>
public partial class ReadRatesAnswer
{
    /// <summary>The answer as the type that the basis gives: <see cref="RatesAnswerOfPlansIssuedRow"/> for <c>plans-issued</c>,
    /// <see cref="RatesAnswerOfRequestsReceivedRow"/> for <c>requests-received</c>, <see cref="RatesAnswerOfReversalsRow"/> for <c>refusals-reversed</c>,
    /// <see cref="RatesAnswerOfDutiesRow"/> for the measures of duties, and <see cref="RatesAnswerOfDecisionsRow"/> for the others.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <exception cref="JsonException">It is another.</exception>
    public T As<T>() =>
        JsonSerializer.SerializeToElement(AdditionalProperties).Deserialize<T>() ?? throw new JsonException($"The answer is no {typeof(T).Name}.");
}
