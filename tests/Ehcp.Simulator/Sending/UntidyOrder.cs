using Ehcp.Simulator.Cases;

namespace Ehcp.Simulator.Sending;

/// <summary>The order in which events really arrive: mixed, some much too late, some twice.</summary>
public static class UntidyOrder
{
    private const int Window = 1000;

    public static SimulatedEvent[] Of(IEnumerable<SimulatedEvent> events, int seed)
    {
        var draw = new Random(seed);
        List<SimulatedEvent> inTurn = [], sometime = [];
        foreach (var one in events)
        {
            switch (draw.Next(200))
            {
                case 0 or 1: sometime.Add(one); break;
                case 2: inTurn.Add(one); sometime.Add(one); break;
                default: inTurn.Add(one); break;
            }
        }

        SimulatedEvent[] order = [.. inTurn, .. sometime];
        for (var start = 0; start < order.Length; start += Window)
        {
            draw.Shuffle(order.AsSpan(start, Math.Min(Window, order.Length - start)));
        }

        return order;
    }
}
