// Parses the AsyncAPI document named by the first argument as any tool would; says what is wrong with it, and exits 1.
import { readFile } from 'node:fs/promises';
import { Parser } from '@asyncapi/parser';
import { AvroSchemaParser } from '@asyncapi/avro-schema-parser';

const parser = new Parser();
parser.registerSchemaParser(AvroSchemaParser());

const { document, diagnostics } = await parser.parse(await readFile(process.argv[2], 'utf8'));
const wrong = diagnostics.filter(({ severity }) => severity <= 1);
for (const { severity, path, message } of wrong) {
  console.log(`${severity === 0 ? 'error' : 'warning'} at ${path.join('/')}: ${message}`);
}
if (wrong.length > 0 || !document) {
  process.exit(1);
}
const payloads = document.messages().all().filter((message) => message.payload()?.type() === 'object');
console.log(
  `${document.version()}: ${document.channels().length} channels, ${document.operations().length} operations, ` +
    `${payloads.length} messages`,
);
