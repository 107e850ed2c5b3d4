// node read.js FOLDER NAME.csv: prints each row as the reader understands it by NAME.csv-metadata.json: {"column": ["value", "type"]}.
import fs from 'node:fs'
import path from 'node:path'
import jsonld from 'jsonld'
import { Parser, Store } from 'n3'
import CsvwParser from 'rdf-parser-csvw'

const [folder, name] = process.argv.slice(2)
const terms = JSON.parse(fs.readFileSync(new URL('terms.json', import.meta.url)))

// The standard's own terms are kept here, for a test asks no other machine; any other address is a mistake.
const documentLoader = async url => {
  if (url !== 'http://www.w3.org/ns/csvw') throw new Error(`unknown context ${url}`)
  return { documentUrl: url, document: terms }
}

const base = `http://export.invalid/${name}`
const description = JSON.parse(fs.readFileSync(path.join(folder, `${name}-metadata.json`), 'utf8'))
const quads = new Parser({ format: 'N-Quads' }).parse(await jsonld.toRDF(description, { base, documentLoader, format: 'application/n-quads' }))
const parser = new CsvwParser({ metadata: new Store(quads), baseIRI: base })

const rows = new Map()
for await (const quad of parser.import(fs.createReadStream(path.join(folder, name)))) {
  const column = quad.predicate.value.split('#')[1]
  if (quad.object.termType === 'Literal' && quad.predicate.value.startsWith(base)) {
    const row = rows.get(quad.subject.value) ?? rows.set(quad.subject.value, {}).get(quad.subject.value)
    row[column] = [quad.object.value, (quad.object.datatype.value.value ?? quad.object.datatype.value).split('#')[1]]
  }
}

console.log(JSON.stringify([...rows.values()]))
