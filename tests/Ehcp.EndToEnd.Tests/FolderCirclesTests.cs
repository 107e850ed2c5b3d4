namespace Ehcp.EndToEnd.Tests;

public sealed class FolderCirclesTests
{
    [Theory]
    [InlineData("P.A>P.B")]
    [InlineData("P.A>P.B P.B>P.C P.A>P.C")]
    [InlineData("P.A.X>P.B.X P.A.Y>P.B.Y P.A.X>P.A.Y")]
    [InlineData("P>P.A P>P.B P.A>P.B")] // the root's files know the rooms
    [InlineData("P.A>P.A P.A>Other P.A>Pelican.B Pelican.B>P.A")]
    public void Floors_that_lie_above_each_other_are_no_circle(string dependencies) => Assert.Empty(Circles(dependencies));

    [Theory]
    [InlineData("P.A>P.B P.B>P.A", "P: A B:")]
    [InlineData("P.A>P.B P.B>P.C P.C>P.A P.A>P.D", "P: A B C:")]
    [InlineData("P.A.X>P.B.X P.B.Y>P.A.Y", "P: A B:")] // of folders, though of no two types
    [InlineData("P.A.X>P.A.Y P.A.Y>P.A.X", "P.A: X Y:")]
    [InlineData("P.A>P.A.X P.A.X>P.A", "P.A: . X:")] // the files beside a folder
    [InlineData("P>P.A P.A>P", "P: . A:")] // a room that knows the root
    [InlineData("P.A.X.M>P.A.X.N P.A.X.N>P.A.X.M", "P.A.X: M N:")]
    public void Folders_that_know_each_other_are_told_with_their_types(string dependencies, string told) =>
        Assert.StartsWith(told, Assert.Single(Circles(dependencies)), StringComparison.Ordinal);

    private static IReadOnlyList<string> Circles(string dependencies) => FolderCircles.Of(
        "P", dependencies.Split(' ').Select(one => one.Split('>')).Select(ends => new FolderDependency(ends[0], ends[1], "One", "Other")));
}
