using System.ComponentModel.DataAnnotations;
using Ehcp.Contracts;

namespace Ehcp.Intake.WatchedFolders;

/// <summary>Settings <c>Ehcp:Imports</c>: folders in which files are left to be imported.</summary>
public sealed class WatchedFolderSettings : IValidatableObject
{
    public const string Section = "Ehcp:Imports";

    /// <summary>The folders.</summary>
    public List<Folder> Folders { get; } = [];

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        for (var at = 0; at < Folders.Count; at++)
        {
            foreach (var problem in Folders[at].Problems())
            {
                yield return new($"{Section}:{nameof(Folders)}:{at}: {problem}");
            }
        }

        if (Folders.DistinctBy(folder => folder.Path, StringComparer.Ordinal).Count() != Folders.Count)
        {
            yield return new($"{Section}:{nameof(Folders)} names a folder twice.");
        }
    }

    /// <summary>One folder.</summary>
    public sealed class Folder
    {
        /// <summary>Where it is, from the root.</summary>
        public string Path { get; init; } = "";

        /// <summary>Name of a mapping; empty where the folder has a file <c>mapping.json</c>.</summary>
        public string Mapping { get; init; } = "";

        /// <summary>Name of the key whose sources and authorities bound what its files may send.</summary>
        public string Key { get; init; } = "";

        /// <summary>The source, where the mapping names none.</summary>
        public string? Source { get; init; }

        /// <summary>The authority's code, where the mapping says none.</summary>
        public string? Authority { get; init; }

        /// <summary>How long nothing may have been written to a file before it counts as whole.</summary>
        public TimeSpan QuietFor { get; init; } = TimeSpan.FromSeconds(30);

        /// <summary>Days after which what is in <c>done</c> and <c>refused</c> is deleted; 0 for never.</summary>
        public int KeepDays { get; init; } = 30;

        internal IEnumerable<string> Problems()
        {
            if (!System.IO.Path.IsPathRooted(Path))
            {
                yield return $"{nameof(Path)} must be a folder, from the root.";
            }

            if (string.IsNullOrWhiteSpace(Key))
            {
                yield return $"{nameof(Key)} must name one of Ehcp:ApiKeys: it bounds what the files may send.";
            }

            if (Authority is { } code && Authorities.Find(code) is null)
            {
                yield return $"{nameof(Authority)} is no code of an English local authority.";
            }

            if (QuietFor < TimeSpan.Zero || KeepDays < 0)
            {
                yield return $"{nameof(QuietFor)} and {nameof(KeepDays)} must not be negative.";
            }
        }
    }
}
