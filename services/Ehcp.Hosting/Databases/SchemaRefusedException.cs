namespace Ehcp.Hosting.Databases;

/// <summary>The database cannot be brought to this release's schema, and was left as it is. The message says what it is and what to do.</summary>
public sealed class SchemaRefusedException(string message) : Exception(message);
