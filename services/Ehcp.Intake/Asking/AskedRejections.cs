using System.Security.Claims;
using System.Text.Json;
using Ehcp.Hosting.Keys;
using Ehcp.Intake.Rejections;
using Microsoft.EntityFrameworkCore;

namespace Ehcp.Intake.Asking;

/// <summary>What a row of the tray is looked for by.</summary>
internal sealed record BrokenRuleName(string Rule);

/// <summary>Which of what was refused somebody asks for, and may.</summary>
internal static class AskedRejections
{
    extension(IQueryable<Rejection> rejections)
    {
        /// <summary>What was refused of the key's own sources, or was sent with the key itself. What was only tried is in no tray.</summary>
        public IQueryable<Rejection> Visible(ClaimsPrincipal user)
        {
            var real = rejections.Where(rejection => !rejection.IsTrial);
            if (user.Sources() is var sources && sources.Contains("*"))
            {
                return real;
            }

            var key = user.KeyName();
            return real.Where(rejection => rejection.ApiKey == key || sources.Contains(rejection.Source));
        }

        /// <summary>Of a source, that broke a rule, in a state; null for any.</summary>
        public IQueryable<Rejection> Matching(string? source, string? rule, string? state)
        {
            var found = source is null ? rejections : rejections.Where(rejection => rejection.Source == source);
            found = state is null ? found : found.Where(rejection => rejection.State == state);
            if (rule is null)
            {
                return found;
            }

            var broken = JsonSerializer.Serialize([new BrokenRuleName(rule)], AskingJson.Default.BrokenRuleNameArray);
            return found.Where(rejection => EF.Functions.JsonContains(rejection.Errors, broken));
        }
    }
}
