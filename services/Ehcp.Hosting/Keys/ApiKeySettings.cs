using System.ComponentModel.DataAnnotations;

namespace Ehcp.Hosting.Keys;

/// <summary>The keys a service knows: <c>Ehcp:ApiKeys:0:Name</c> and so on. Only hashes are ever stored.</summary>
public sealed class ApiKeySettings : IValidatableObject
{
    public const string Section = "Ehcp:ApiKeys";

    /// <summary>Stands in <see cref="Key.Sources"/> and <see cref="Key.Authorities"/> for every one.</summary>
    public const string Every = Grant.Every;

    public List<Key> Keys { get; } = [];

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        for (var index = 0; index < Keys.Count; index++)
        {
            foreach (var problem in Keys[index].Problems())
            {
                yield return new ValidationResult($"{Section}:{index}: {problem}");
            }
        }

        foreach (var twice in Keys.GroupBy(key => key.Name, StringComparer.Ordinal).Where(keys => keys.Count() > 1))
        {
            yield return new ValidationResult($"{Section}: the name \"{twice.Key}\" is used twice, so an audit could not tell who acted.");
        }

        foreach (var twice in Keys.GroupBy(key => key.Hash, StringComparer.OrdinalIgnoreCase).Where(keys => keys.Count() > 1))
        {
            yield return new ValidationResult($"{Section}: {string.Join(" and ", twice.Select(key => key.Name))} have the same hash.");
        }
    }

    public sealed class Key
    {
        public string Name { get; init; } = "";

        /// <summary>SHA-256 of the key, 64 hexadecimal digits.</summary>
        public string Hash { get; init; } = "";

        public List<string> Scopes { get; } = [];

        /// <summary>CloudEvents sources it may send for, or "*".</summary>
        public List<string> Sources { get; } = [];

        /// <summary>ONS codes of the authorities whose cases it may send or read, or "*".</summary>
        public List<string> Authorities { get; } = [];

        internal IEnumerable<string> Problems()
        {
            if (string.IsNullOrWhiteSpace(Name))
            {
                yield return "Name is missing.";
            }

            if (Name.StartsWith("token:", StringComparison.Ordinal) || Name.Any(char.IsControl))
            {
                yield return "Name is a token's, or has control characters in it.";
            }

            if (Hash.Length != 64 || !Hash.All(char.IsAsciiHexDigit))
            {
                yield return "Hash is not the SHA-256 of a key in 64 hexadecimal digits.";
            }

            foreach (var scope in Scopes.Except(Hosting.Keys.Scopes.All, StringComparer.Ordinal))
            {
                yield return $"\"{scope}\" is no scope; there are {string.Join(", ", Hosting.Keys.Scopes.All)}.";
            }
        }
    }
}
