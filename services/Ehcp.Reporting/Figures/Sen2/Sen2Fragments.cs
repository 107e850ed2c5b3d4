using System.Globalization;
using System.Text;
using System.Xml;

namespace Ehcp.Reporting.Figures.Sen2;

/// <summary>
/// The modules below the person as XML: for each request the element that DfE's message has within a person, with its items in DfE's order. Who the person is
/// the council's system knows; it finds the place of each by the case reference.
/// </summary>
internal static class Sen2Fragments
{
    internal const string MediaType = "application/xml";

    /// <summary>Writes them to a stream, which stays open, one after the other.</summary>
    internal static void Write(Stream stream, Sen2Edition edition, Sen2Frame frame, IReadOnlyList<Sen2Record> records)
    {
        using var xml = XmlWriter.Create(stream, new() { Encoding = new UTF8Encoding(false), Indent = true, NewLineChars = "\n", CloseOutput = false });
        xml.WriteStartDocument();
        xml.WriteStartElement("Fragments");
        xml.WriteAttributeString("collection", "SEN2");
        xml.WriteAttributeString("year", frame.Year.Collection.ToString(CultureInfo.InvariantCulture));
        xml.WriteAttributeString("referenceDate", frame.Reference.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        xml.WriteAttributeString("lea", frame.DfeCode);
        foreach (var ofCase in records.GroupBy(record => record.Facts.CaseReference, StringComparer.Ordinal))
        {
            xml.WriteStartElement("Fragment");
            xml.WriteAttributeString("caseReference", ofCase.Key);
            foreach (var record in ofCase)
            {
                Write(xml, edition.Modules.Single(module => module.Parent is null), record);
            }

            xml.WriteEndElement();
        }

        xml.WriteEndElement();
        xml.WriteEndDocument();
    }

    // An item that is not known is left out: an empty element would say that it is nothing.
    private static void Write(XmlWriter xml, Sen2Module module, Sen2Record record)
    {
        xml.WriteStartElement(module.Element);
        foreach (var item in module.Items)
        {
            if (Sen2Edition.Value(item, record) is { } value)
            {
                xml.WriteElementString(item.Tag, value);
            }
        }

        foreach (var child in module.Children.Where(child => Sen2Edition.Has(child, record)))
        {
            Write(xml, child, record);
        }

        xml.WriteEndElement();
    }
}
