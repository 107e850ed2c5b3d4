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

    /// <summary>
    /// The share of all mutants that is noticed, at the least, when these are a random sample: were it less, so many or more would be noticed in fewer than one
    /// sample in twenty. Clopper and Pearson's exact bound of one side; it takes the mutants to be without number, and so says rather too little.
    /// </summary>
    public double LeastShare
    {
        get
        {
            var (low, high) = (0.0, Share);
            for (var step = 0; step < 60; step++)
            {
                var share = (low + high) / 2;
                (low, high) = AtLeastNoticed(share) < 0.05 ? (share, high) : (low, share);
            }

            return low;
        }
    }

    public override string ToString() => $"{Noticed} of {Mutants} noticed, {Share:P1}";

    /// <summary>How likely it is that so many or more of the sample are noticed when <paramref name="share"/> of all are.</summary>
    private double AtLeastNoticed(double share)
    {
        if (share <= 0)
        {
            return Noticed == 0 ? 1 : 0;
        }

        var (logChoices, sum) = (0.0, 0.0);
        for (var unnoticed = 0; unnoticed <= Mutants - Noticed; unnoticed++)
        {
            sum += Math.Exp(logChoices + ((Mutants - unnoticed) * Math.Log(share)) + (unnoticed * Math.Log(1 - share)));
            logChoices += Math.Log(Mutants - unnoticed) - Math.Log(unnoticed + 1);
        }

        return sum;
    }
}
