namespace Ehcp.Contracts;

/// <summary>The authority received a request for an EHC needs assessment, or became responsible for the child or young person: day 0 of the 20 weeks. CFA 2014 s. 36(1), s. 24; SI 2014/1530 regs 5(1), 10(1), 13(2).</summary>
/// <param name="ReceivedOn">London date of receipt or of becoming responsible; may be earlier than the day it was keyed.</param>
/// <param name="Route">How it began; absent means <c>request</c>. <c>detained</c>: SI 2015/62.</param>
/// <param name="RequestedBy">Who asked: SEN2 RequestSource.</param>
/// <param name="RequestId">The request within the case; absent means <c>1</c>.</param>
public sealed record RequestReceived(DateOnly ReceivedOn, RequestRoute? Route = null, Requester? RequestedBy = null, string? RequestId = null) : Fact;
