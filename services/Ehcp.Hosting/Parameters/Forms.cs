using Microsoft.AspNetCore.Http;

namespace Ehcp.Hosting.Parameters;

/// <summary>Forms that a browser, or anything else, sends.</summary>
public static class Forms
{
    /// <summary>The fields that were sent; null where the body is no form, is cut off, or has more or longer fields than a form may have.</summary>
    public static async Task<IFormCollection?> FormOrNullAsync(this HttpRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return request.HasFormContentType ? await request.ReadFormAsync(cancellationToken) : null;
        }
        catch (Exception exception) when (IsUnreadable(exception))
        {
            return null;
        }
    }

    /// <summary>Whether this, thrown by whatever reads a form, says that the form is at fault: it is none, or it is cut off.</summary>
    public static bool IsUnreadable(Exception exception) => exception is InvalidDataException or IOException and not BadHttpRequestException;
}
