namespace Ehcp.Mutations;

/// <summary>How many mutants the tests notice, of those that compile.</summary>
internal sealed record Score(int Noticed, int Mutants)
{
    public Score(IEnumerable<MutantStatus> statuses)
        : this(statuses.Where(status => status is not MutantStatus.CompileError).ToArray())
    {
    }

    private Score(MutantStatus[] statuses)
        : this(statuses.Count(status => status is MutantStatus.Killed or MutantStatus.Timeout), statuses.Length)
    {
    }

    public double Share => Mutants == 0 ? 1 : (double)Noticed / Mutants;

    public override string ToString() => $"{Noticed} of {Mutants} noticed, {Share:P1}";
}
