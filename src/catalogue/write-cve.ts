import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { Document, isMap, isSeq, visit } from 'yaml'
import type { Cve } from '../schema/cve.ts'
import { writeWhole } from './snapshots.ts'

const HEAD = ' Facts of the official record (CVE List); written by `npm run facts`, not by hand.'

/** Writes content/cves/<id>.yaml, whole or not at all. */
export function writeCve(content: string, cve: Cve): void {
  mkdirSync(join(content, 'cves'), { recursive: true })
  writeWhole(join(content, 'cves', `${cve.id}.yaml`), cveText(cve))
}

/** The file's text: lists of words and scores on one line each. */
export function cveText(cve: Cve): string {
  const document = new Document(cve)
  if (cve.record !== 'not available to us') document.commentBefore = HEAD
  visit(document, {
    Seq(_, seq, path) {
      const flat = seq.items.every((item) => !isMap(item) && !isSeq(item))
      // Addresses are long.
      const owner = path.at(-1) as { key?: { value?: unknown } } | undefined
      if (flat && owner?.key?.value !== 'references') seq.flow = true
      for (const item of seq.items) if (isMap(item)) item.flow = !item.items.some(({ value }) => isSeq(value))
    },
    Scalar(key, scalar) {
      // A date or a version is text to every reader of YAML.
      if (key === 'value' && typeof scalar.value === 'string' && /^\d/.test(scalar.value)) scalar.type = 'QUOTE_DOUBLE'
    },
  })
  return document.toString({ lineWidth: 0, flowCollectionPadding: true })
}
