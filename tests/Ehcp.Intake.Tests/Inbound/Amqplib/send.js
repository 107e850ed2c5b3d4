// Sends what it is given as JSON, [{ "exchange"?, "key"?, "body", "properties" }], and waits for the broker's confirms.
import amqp from 'amqplib';

const connection = await amqp.connect(process.env.AMQP_URL);
const channel = await connection.createConfirmChannel();
const nested = depth => { let table = {}; for (let at = 0; at < depth; at++) table = { t: table }; return table; };
for (const { exchange = 'ehcp.inbound', key = 'event', body, properties = {} } of JSON.parse(process.env.MESSAGES)) {
  const { headers = {}, ...others } = properties;
  if (headers.decimal) headers.decimal = { '!': 'decimal', value: { places: headers.decimal, digits: 1 } };
  if (headers.nested) headers.nested = nested(headers.nested);
  channel.publish(exchange, key, Buffer.from(body), { persistent: true, headers, ...others });
}
await channel.waitForConfirms();
await connection.close();
console.log('confirmed');
