using Microsoft.EntityFrameworkCore;

namespace Ehcp.Hosting.Tests;

/// <summary>A database with nothing in it.</summary>
public sealed class EmptyDbContext(DbContextOptions<EmptyDbContext> options) : DbContext(options);
