using System.Globalization;
using Ehcp.Messaging.Inbound;

namespace Ehcp.Scheduler.Tests.Plans;

/// <summary>The part of docs/asyncapi.yaml that is about what other systems send: names from the topology, fields from docs/events.md.</summary>
internal static class Inbound
{
    private const string Sender = "The user that sends; the broker refuses another's. What it may send is what the key of the same name may.";

    internal static string Channels => $"""
          inbound:
            address: {InboundTopology.Exchange}
            description: Case events, by any routing key. A user of deploy/upstream may publish here and nowhere else.
            messages:
              structured:
                $ref: '#/components/messages/structured'
              batch:
                $ref: '#/components/messages/batch'
              binary:
                $ref: '#/components/messages/binary'
            bindings:
              amqp:
                is: routingKey
                exchange:
                  name: {InboundTopology.Exchange}
                  type: fanout
                  durable: true
                  autoDelete: false
                bindingVersion: 0.3.0
          rejected:
            address: {InboundTopology.Rejected}
            description: >-
              What was refused and why, for whoever runs the broker: the newest {InboundTopology.MostRejected.ToString(CultureInfo.InvariantCulture)},
              for {InboundTopology.RejectedFor.Days} days, each at least once.
            messages:
              rejected:
                $ref: '#/components/messages/rejected'
            bindings:
              amqp:
                is: queue
                queue:
                  name: {InboundTopology.Rejected}
                  durable: true
                  exclusive: false
                  autoDelete: false
                bindingVersion: 0.3.0

        """;

    internal static string Operations => """
          receiveEvents:
            action: receive
            channel:
              $ref: '#/channels/inbound'
          tellRejected:
            action: send
            channel:
              $ref: '#/channels/rejected'

        """;

    internal static string Messages => $"""
            structured:
              name: CaseEvent
              summary: One CloudEvent; its types and fields are at GET /v1/schemas.
              contentType: application/cloudevents+json
              headers:
                $ref: '#/components/schemas/sender'
              payload:
                $ref: '#/components/schemas/cloudEvent'
            batch:
              name: CaseEvents
              summary: A batch of at most 1,000 CloudEvents.
              contentType: application/cloudevents-batch+json
              headers:
                $ref: '#/components/schemas/sender'
              payload:
                type: array
                maxItems: 1000
                items:
                  $ref: '#/components/schemas/cloudEvent'
            binary:
              name: CaseEventData
              summary: The data of one CloudEvent, its attributes in headers cloudEvents:NAME or cloudEvents_NAME.
              contentType: application/json
              headers:
                $ref: '#/components/schemas/attributes'
              payload:
                type: object
            rejected:
              name: RejectedEvent
              summary: An event, or a message that holds none, that was not taken. It says nothing of what stood there.
              payload:
                $ref: '#/components/schemas/rejected'

        """;

    internal static string Schemas => $"""
            sender:
              type: object
              description: {Sender} It is the property user-id of AMQP 0-9-1, not one of its headers.
              properties:
                user-id:
                  type: string
            attributes:
              type: object
              required: ['cloudEvents:specversion', 'cloudEvents:id', 'cloudEvents:source', 'cloudEvents:type', 'cloudEvents:subject', 'cloudEvents:time']
              properties:
                'cloudEvents:specversion':
                  const: '1.0'
                'cloudEvents:id':
                  type: string
                'cloudEvents:source':
                  type: string
                'cloudEvents:type':
                  type: string
                'cloudEvents:subject':
                  type: string
                'cloudEvents:time':
                  type: string
                  format: date-time
            cloudEvent:
              type: object
              required: [specversion, id, source, type, subject, time, data]
              properties:
                specversion:
                  const: '1.0'
                id:
                  type: string
                source:
                  type: string
                type:
                  type: string
                  description: Such as ehcp.request-received.v1.
                subject:
                  type: string
                  description: The authority's reference of the case.
                time:
                  type: string
                  format: date-time
                  description: When the source recorded it.
                data:
                  type: object
            rejected:
              type: object
              required: [at, status, errors]
              properties:
                at:
                  type: string
                  format: date-time
                sender:
                  type: string
                  description: The broker's user who sent it; absent where the message does not say.
                id:
                  type: string
                source:
                  type: string
                type:
                  type: string
                status:
                  enum: [rejected, conflict]
                errors:
                  type: array
                  items:
                    type: object
                    required: [pointer, rule, detail]
                    properties:
                      pointer:
                        type: string
                      rule:
                        type: string
                      detail:
                        type: string

        """;
}
