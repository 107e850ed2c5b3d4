using System.Text.Json;
using System.Text.Json.Serialization;
using Ehcp.Intake.Importing;

namespace Ehcp.Intake.Uploads;

/// <summary>How it is answered what became of files, and by which mappings.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(ImportReport))]
[JsonSerializable(typeof(ImportPage))]
[JsonSerializable(typeof(ImportErrorPage))]
[JsonSerializable(typeof(VanishedPage))]
[JsonSerializable(typeof(MappingList))]
[JsonSerializable(typeof(MappingLine))]
internal sealed partial class UploadsJson : JsonSerializerContext;
