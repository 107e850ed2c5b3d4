using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.CodeAnalysis.Text;

namespace Ehcp.Mutations;

/// <summary>Compiles the project as its own build does, with one file changed.</summary>
internal sealed class MutantCompiler
{
    private readonly CSharpCommandLineArguments _arguments;
    private readonly CSharpCompilation _original;

    /// <param name="projectFolder">Where the project is.</param>
    /// <param name="compilerArguments">What MSBuild gives the compiler for it (its item <c>CscCommandLineArgs</c>).</param>
    public MutantCompiler(string projectFolder, IEnumerable<string> compilerArguments)
    {
        _arguments = CSharpCommandLineParser.Default.Parse(compilerArguments, projectFolder, sdkDirectory: null);
        _original = CSharpCompilation.Create(
            _arguments.CompilationName,
            _arguments.SourceFiles.Select(file => Parsed(File.ReadAllText(file.Path), file.Path)),
            _arguments.MetadataReferences.Select(reference => MetadataReference.CreateFromFile(Path.GetFullPath(reference.Reference, projectFolder))),
            _arguments.CompilationOptions.WithGeneralDiagnosticOption(ReportDiagnostic.Default));
    }

    /// <returns>Whether the changed project compiles; if so it is at <paramref name="output"/>.</returns>
    public bool TryCompile(string file, string changedSource, string output)
    {
        var tree = _original.SyntaxTrees.Single(one => one.FilePath == file);
        var changed = _original.ReplaceSyntaxTree(tree, Parsed(changedSource, file));
        using var assembly = new MemoryStream();
        var options = new EmitOptions(debugInformationFormat: DebugInformationFormat.Embedded);
        if (!changed.Emit(assembly, manifestResources: _arguments.ManifestResources, options: options).Success)
        {
            return false;
        }

        File.WriteAllBytes(output, assembly.ToArray());
        return true;
    }

    private SyntaxTree Parsed(string source, string path) =>
        CSharpSyntaxTree.ParseText(SourceText.From(source, System.Text.Encoding.UTF8), _arguments.ParseOptions, path);
}
