using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Ehcp.Mutations;

/// <summary>
/// Changes that Stryker does not make and that most of the law consists of: a number that is one higher, and in a table an entry, a condition, an exception
/// or a property that is missing.
/// </summary>
internal static class TableMutants
{
    /// <summary>The folder of the static tables.</summary>
    private const string Tables = "Timetable";

    public static IEnumerable<Mutant> Of(string file, string source)
    {
        var tree = CSharpSyntaxTree.ParseText(source);
        var lines = SourceText.From(source).Lines;
        return tree.GetRoot().DescendantNodes().SelectMany(Changes)
            .Select(change => new Mutant(
                "", file, lines.GetLinePosition(change.Span.Start).Line + 1, change.Kind, change.Span.Start, change.Span.Length, change.Replacement,
                MutantStatus.NoCoverage));

        IEnumerable<(string Kind, TextSpan Span, string Replacement)> Changes(SyntaxNode node)
        {
            var isTable = file.StartsWith(Tables + Path.DirectorySeparatorChar, StringComparison.Ordinal);
            switch (node)
            {
                case LiteralExpressionSyntax { Token.Value: int number }:
                    yield return ("Number", node.Span, (number + 1).ToString(CultureInfo.InvariantCulture));
                    break;
                case CollectionExpressionSyntax collection:
                    foreach (var span in WithoutEach(collection.Elements))
                    {
                        yield return ("Entry", span, "");
                    }

                    break;
                case InitializerExpressionSyntax initializer when isTable:
                    foreach (var span in WithoutEach(initializer.Expressions))
                    {
                        yield return ("Property", span, "");
                    }

                    break;
                case ArgumentListSyntax arguments when isTable:
                    foreach (var span in WithoutEach(arguments.Arguments))
                    {
                        yield return ("Argument", span, "");
                    }

                    break;
                case InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: var of } } when isTable:
                    yield return ("Condition", TextSpan.FromBounds(of.Span.End, node.Span.End), "");
                    break;
            }
        }
    }

    /// <summary>Where each element is, with the comma that goes with it.</summary>
    private static IEnumerable<TextSpan> WithoutEach<TNode>(SeparatedSyntaxList<TNode> elements)
        where TNode : SyntaxNode =>
        Enumerable.Range(0, elements.Count).Select(at =>
            at + 1 < elements.Count ? TextSpan.FromBounds(elements[at].SpanStart, elements[at + 1].SpanStart)
            : at > 0 ? TextSpan.FromBounds(elements.GetSeparator(at - 1).SpanStart, elements[at].Span.End)
            : elements[at].Span);
}
