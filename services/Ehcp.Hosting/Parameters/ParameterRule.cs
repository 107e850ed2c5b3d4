using Microsoft.OpenApi;

namespace Ehcp.Hosting.Parameters;

/// <summary>What a parameter of a query or a path may say. It is both checked and described from here.</summary>
public abstract record ParameterRule
{
    /// <summary>Stable name of the rule, as errors have it.</summary>
    public abstract string Name { get; }

    /// <summary>The rule in words, as a sentence.</summary>
    public abstract string InWords { get; }

    /// <summary>Whether an empty value is as good as none. Not where the default is an act.</summary>
    internal virtual bool EmptyIsAbsent => true;

    /// <summary>What the handler is given for the text; null when it breaks the rule.</summary>
    internal abstract string? Read(string text);

    /// <summary>Adds the rule to the parameter's schema.</summary>
    internal abstract void Describe(OpenApiSchema schema);
}
