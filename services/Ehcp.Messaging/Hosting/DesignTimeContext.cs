using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Ehcp.Messaging.Hosting;

/// <summary>A service's context for the tools that compare its model with its migrations. They need the model and never connect.</summary>
public abstract class DesignTimeContext<TContext>(Func<DbContextOptions<TContext>, TContext> create) : IDesignTimeDbContextFactory<TContext>
    where TContext : DbContext
{
    public TContext CreateDbContext(string[] args) => create(Databases.Options<TContext>("Host=localhost"));
}
