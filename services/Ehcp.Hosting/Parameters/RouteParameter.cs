namespace Ehcp.Hosting.Parameters;

/// <summary>One parameter of a route, in its query or its path.</summary>
/// <param name="Name">As it is written.</param>
/// <param name="Rule">What it may say.</param>
/// <param name="Meaning">What it is for, and what holds without it, for whoever reads the API description.</param>
/// <param name="Example">A value that works.</param>
public sealed record RouteParameter(string Name, ParameterRule Rule, string Meaning, string Example)
{
    /// <summary>Whether the request is refused without it. A parameter of the path always is.</summary>
    public bool Required { get; init; }

    /// <summary>Whether it may be given several times.</summary>
    public bool Several { get; init; }

    /// <summary>Whether another name has taken its place. It still works.</summary>
    public bool Deprecated { get; init; }

    /// <summary>An act that can be tried first: <c>dryRun</c>.</summary>
    public static RouteParameter DryRun(string meaning) => new(Parameters.DryRun.Parameter, Takes.YesNo, meaning, "true");

    /// <summary>How many at most on a page.</summary>
    public static RouteParameter Limit(int most, int usual) =>
        new("limit", Takes.Whole(1, most), $"How many at most, 1 to {most}. Without it {usual}.", $"{usual}");
}

/// <summary>Marks a route whose parameters are declared, not only bound.</summary>
public interface IDeclareParameters
{
    /// <summary>Those of the query and of the path.</summary>
    IReadOnlyList<RouteParameter> Parameters { get; }

    /// <summary>Whether the names themselves depend on what is asked, so that the handler refuses those it does not know.</summary>
    bool NamesVary { get; }
}

/// <summary>A route whose handler reads names that no list holds, such as the calculator's, and refuses the others itself.</summary>
public sealed class NamesVary : IDeclareParameters
{
    IReadOnlyList<RouteParameter> IDeclareParameters.Parameters => [];

    bool IDeclareParameters.NamesVary => true;
}
