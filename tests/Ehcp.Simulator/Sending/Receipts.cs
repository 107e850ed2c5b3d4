using System.Text.Json;

namespace Ehcp.Simulator.Sending;

/// <summary>What Intake answered, counted.</summary>
public sealed class Receipts
{
    public int Accepted { get; private set; }

    public int Duplicates { get; private set; }

    /// <summary>Refused, or in conflict with an event of the same id.</summary>
    public int Refused { get; private set; }

    /// <summary>The first refusal as Intake wrote it: enough to see what is wrong.</summary>
    public string? FirstRefusal { get; private set; }

    public int Total => Accepted + Duplicates + Refused;

    public void Add(Receipts other)
    {
        ArgumentNullException.ThrowIfNull(other);
        Accepted += other.Accepted;
        Duplicates += other.Duplicates;
        Refused += other.Refused;
        FirstRefusal ??= other.FirstRefusal;
    }

    /// <summary>Reads the answer to a batch: an array in the order of the batch.</summary>
    internal static Receipts Of(ReadOnlySpan<byte> answer)
    {
        var receipts = new Receipts();
        var json = new Utf8JsonReader(answer);
        var start = 0L;
        while (json.Read())
        {
            if (json.TokenType == JsonTokenType.StartObject && json.CurrentDepth == 1)
            {
                start = json.TokenStartIndex;
            }
            else if (json.TokenType == JsonTokenType.PropertyName && json.CurrentDepth == 2 && json.ValueTextEquals("status"u8))
            {
                json.Read();
                receipts.Count(ref json);
                if (receipts is { Refused: > 0, FirstRefusal: null })
                {
                    receipts.FirstRefusal = System.Text.Encoding.UTF8.GetString(answer[(int)start..Math.Min(answer.Length, (int)start + 500)]);
                }
            }
        }

        return receipts;
    }

    private void Count(ref Utf8JsonReader status)
    {
        if (status.ValueTextEquals("accepted"u8))
        {
            Accepted++;
        }
        else if (status.ValueTextEquals("duplicate"u8))
        {
            Duplicates++;
        }
        else
        {
            Refused++;
        }
    }
}
