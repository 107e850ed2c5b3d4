namespace Ehcp.Contracts;

/// <summary>The kind of process that a fact belongs to; several of one kind may run in a case, each with its id.</summary>
public enum ProcessKind
{
    /// <summary>A request for an assessment.</summary>
    Request,

    /// <summary>A review of a plan.</summary>
    Review,

    /// <summary>A re-assessment.</summary>
    Reassessment,

    /// <summary>A dispute: mediation, an appeal, an order.</summary>
    Appeal,

    /// <summary>The case itself.</summary>
    Case,
}
