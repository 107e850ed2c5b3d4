// What the AsyncAPI parser says of a description: nothing, or each finding on a line.
import { readFileSync } from 'node:fs';
import { Parser } from '@asyncapi/parser';

const said = await new Parser().validate(readFileSync(process.argv[2], 'utf8'));
for (const { code, message, path } of said) {
  console.log(`${code} at ${path.join('/')}: ${message}`);
}
