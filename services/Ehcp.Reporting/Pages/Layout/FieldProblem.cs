namespace Ehcp.Reporting.Pages.Layout;

/// <summary>Why a form was not taken.</summary>
/// <param name="Field">Id of the field, or of what stands where it would be.</param>
/// <param name="Text">What to do about it.</param>
public sealed record FieldProblem(string Field, string Text);
