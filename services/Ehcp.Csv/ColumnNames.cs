using System.Text;

namespace Ehcp.Csv;

/// <summary>Names of columns, compared as people would: <c>Received Date</c>, <c>received_date</c> and <c>ReceivedDate</c> are one.</summary>
public static class ColumnNames
{
    /// <summary>What two spellings of one name have in common: its letters and digits, small.</summary>
    public static string Key(string name)
    {
        var key = new StringBuilder(name.Length);
        foreach (var letter in name.Normalize(NormalizationForm.FormKC))
        {
            if (char.IsLetterOrDigit(letter))
            {
                key.Append(char.ToLowerInvariant(letter));
            }
        }

        return key.Length == 0 ? name.Trim().ToLowerInvariant() : key.ToString();
    }

    /// <summary>The words of a name, small: <c>dateEHCRequestReceived</c> has five.</summary>
    public static List<string> Words(string name)
    {
        var (words, word) = (new List<string>(), new StringBuilder());
        for (var at = 0; at < name.Length; at++)
        {
            var letter = name[at];
            var begins = char.IsUpper(letter) && at > 0 && (char.IsLower(name[at - 1]) || (at + 1 < name.Length && char.IsLower(name[at + 1])));
            if ((begins || !char.IsLetterOrDigit(letter)) && word.Length > 0)
            {
                words.Add(word.ToString());
                word.Clear();
            }

            if (char.IsLetterOrDigit(letter))
            {
                word.Append(char.ToLowerInvariant(letter));
            }
        }

        if (word.Length > 0)
        {
            words.Add(word.ToString());
        }

        return words;
    }
}
