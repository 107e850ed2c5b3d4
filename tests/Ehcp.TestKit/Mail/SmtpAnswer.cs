namespace Ehcp.TestKit;

/// <summary>How the sink ends one attempt to deliver a message.</summary>
public enum SmtpAnswer
{
    Accept,

    /// <summary>451 after the content.</summary>
    TryLater,

    /// <summary>550 after the content.</summary>
    Refuse,

    /// <summary>550 to every recipient.</summary>
    RefuseRecipients,

    /// <summary>The content is read and never answered.</summary>
    Hang,

    /// <summary>The connection is closed before the content is read to its end.</summary>
    Drop,

    /// <summary>The message is taken and the connection closed without an answer: the sender cannot know.</summary>
    AcceptAndDrop,

    /// <summary>The message is taken and never answered: time to kill the sender.</summary>
    AcceptAndHang,
}
