namespace Ehcp.TestKit;

/// <summary>The folder that the solution is in, wherever the tests were built.</summary>
public static class Checkout
{
    public static string Folder { get; } = Find(AppContext.BaseDirectory);

    private static string Find(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Ehcp.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"No Ehcp.sln above {start}.");
    }
}
