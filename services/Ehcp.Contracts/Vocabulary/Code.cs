using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json.Serialization;

namespace Ehcp.Contracts;

/// <summary>
/// The words of the vocabulary as they are written on the wire and in tables. A value of 0 is no word: it stands for a field that was not given, which only a
/// calculation has.
/// </summary>
public static class Code
{
    /// <summary>The code of a word, e.g. <c>refusal-to-assess</c>.</summary>
    /// <typeparam name="T">One of the closed lists of the vocabulary.</typeparam>
    /// <param name="word">A word.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is none of the list.</exception>
    public static string Of<T>(T word)
        where T : struct, Enum => OrNull(word) ?? throw new ArgumentOutOfRangeException(nameof(word), word, $"No word of {typeof(T).Name}.");

    /// <summary>The code of a word; null without one.</summary>
    /// <typeparam name="T">One of the closed lists of the vocabulary.</typeparam>
    /// <param name="word">A word, or nothing.</param>
    public static string? OrNull<T>(T? word)
        where T : struct, Enum => word is { } known ? OrNull(known) : null;

    /// <summary>The word with this code, or null.</summary>
    /// <typeparam name="T">One of the closed lists of the vocabulary.</typeparam>
    /// <param name="code">A code; case matters.</param>
    public static T? Find<T>(string code)
        where T : struct, Enum
    {
        var at = CodeList<T>.Codes.IndexOf(code);
        return at < 0 ? null : Word<T>(at + 1);
    }

    /// <summary>Every code of a list, in its order.</summary>
    /// <typeparam name="T">One of the closed lists of the vocabulary.</typeparam>
    public static ImmutableArray<string> All<T>()
        where T : struct, Enum => CodeList<T>.Codes;

    /// <summary>Every code of a list, in its order; none of what is no list of the vocabulary.</summary>
    /// <param name="list">A type, also of an optional word.</param>
    public static ImmutableArray<string> AllOf(Type list)
    {
        var words = Nullable.GetUnderlyingType(list) ?? list;
        return words.IsEnum && words.Assembly == typeof(Code).Assembly && words.GetCustomAttribute<JsonConverterAttribute>() is not null ? CodesOf(words) : [];
    }

    /// <summary>The place of a word in its list, from 1; 0 for none.</summary>
    /// <typeparam name="T">One of the closed lists of the vocabulary.</typeparam>
    /// <param name="word">A word, or none.</param>
    public static int Number<T>(T word)
        where T : struct, Enum => Unsafe.As<T, int>(ref word);

    /// <summary>The word at a place of its list.</summary>
    /// <param name="number">From 1 to the number of codes.</param>
    internal static T Word<T>(int number)
        where T : struct, Enum => Unsafe.As<int, T>(ref number);

    // Compiled once. What is generic over an enumeration is compiled for each of them, and most of it before a service is ready.
    internal static ImmutableArray<string> CodesOf(Type list) =>
        [.. list.GetFields(BindingFlags.Public | BindingFlags.Static).Select(word => word.GetCustomAttribute<JsonStringEnumMemberNameAttribute>()!.Name)];

    private static string? OrNull<T>(T word)
        where T : struct, Enum
    {
        var at = Number(word) - 1;
        return (uint)at < (uint)CodeList<T>.Codes.Length ? CodeList<T>.Codes[at] : null;
    }
}

/// <summary>One closed list. Its words are numbered from 1, without gaps, as they stand.</summary>
internal static class CodeList<T>
    where T : struct, Enum
{
    internal static ImmutableArray<string> Codes { get; } = Code.CodesOf(typeof(T));
}
