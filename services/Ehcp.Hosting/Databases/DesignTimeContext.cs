using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Ehcp.Hosting.Databases;

/// <summary>A service's context for the tools that compare its model with its migrations. They need the model and never connect.</summary>
public abstract class DesignTimeContext<TContext>(Func<DbContextOptions<TContext>, TContext> create) : IDesignTimeDbContextFactory<TContext>
    where TContext : DbContext
{
    public TContext CreateDbContext(string[] args) => create(DatabaseServices.Options<TContext>("Host=localhost"));
}
