using Ehcp.Hosting.Sql;
using Npgsql;

namespace Ehcp.Reporting.Publishing.Bi;

internal static class BiRoleCommand
{
    /// <summary>The command <c>bi-role</c>: makes the role of readers, or says which statements somebody else must run.</summary>
    internal static async Task MakeBiRoleAsync(this WebApplication app)
    {
        await using var command = app.Services.GetRequiredService<NpgsqlDataSource>().Sql(BiSchema.Role);
        try
        {
            await command.ExecuteNonQueryAsync(app.Lifetime.ApplicationStopping);
            app.Logger.LogInformation("The role ehcp_bi may read the views of the schema bi");
        }
        catch (PostgresException refused) when (refused.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            app.Logger.LogError("This service may not make roles. Have a superuser run, in its database:\n{Statements}", BiSchema.Role);
            Environment.ExitCode = 1;
        }
    }
}
