using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ehcp.Intake.Mappings;

/// <summary>Mappings as files: JSON in which comments and last commas are taken, since people write it.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web, AllowTrailingCommas = true, ReadCommentHandling = JsonCommentHandling.Skip, WriteIndented = true,
    PropertyNameCaseInsensitive = false, NumberHandling = JsonNumberHandling.Strict, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true,
    AllowDuplicateProperties = false)]
[JsonSerializable(typeof(Mapping))]
internal sealed partial class MappingJson : JsonSerializerContext
{
    /// <summary>The mapping of a file.</summary>
    /// <exception cref="JsonException">It is no JSON, or not of this form; the path says where.</exception>
    public static Mapping Read(ReadOnlySpan<byte> file) =>
        JsonSerializer.Deserialize(file.StartsWith("\uFEFF"u8) ? file[3..] : file, Default.Mapping) ?? throw new JsonException("It is null.", "$", 0, 0);

    /// <summary>The mapping as a file.</summary>
    public static byte[] Write(Mapping mapping) => JsonSerializer.SerializeToUtf8Bytes(mapping, Readable.Json.Mapping);

    /// <summary>What makes two mappings the same, however their files are laid out.</summary>
    public static byte[] HashOf(Mapping mapping) => SHA256.HashData(Write(mapping));

    // It is read by people: letters stay letters.
    private static class Readable
    {
        internal static MappingJson Json { get; } = new(new JsonSerializerOptions(Default.Options)
        {
            Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            NewLine = "\n",
        });
    }
}
