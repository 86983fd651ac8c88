import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { z } from 'zod'
import type { StandardNames } from '../schema/attack.ts'
import { type Cve, isHeld } from '../schema/cve.ts'
import { parse } from '../schema/parse.ts'
import type { Problem } from '../schema/problem.ts'
import { findRecord } from './find-record.ts'
import { readYaml } from './read-yaml.ts'

/** What was compared with copies of the sources. */
export interface SourceCheck {
  problems: Problem[]
  /** How many records were found in the copy. */
  records: number
  /** Ids whose record the copy does not have. */
  absent: string[]
  /** How many names of ATLAS were compared; undefined without a copy of its data. */
  names: number | undefined
}

/**
 * Compares what is kept with copies of the sources.
 * @param folder holds a copy of CVEProject/cvelistV5 (cves/…), of ATLAS (ATLAS.yaml, or dist/ATLAS.yaml as in mitre-atlas/atlas-data),
 * or both.
 */
export function checkSources(
  content: string,
  folder: string,
  cves: ReadonlyMap<string, Cve>,
  names: StandardNames,
): SourceCheck {
  const absent: string[] = []
  let records = 0
  const problems = [...cves.values()].flatMap((kept): Problem[] => {
    const now = findRecord(folder, kept.id)
    if (now === undefined) {
      absent.push(kept.id)
      return []
    }
    records++
    const where = `${content}/cves/${kept.id}.yaml`
    const fix = 'Write it again: `npm run facts -- --sources FOLDER`.'
    if (!isHeld(kept)) return [{ where, what: 'the record is available now', fix }]
    return Object.keys({ ...kept, ...now }).flatMap((member) => {
      const [was, is] = [kept, now].map((one) => (one as Record<string, unknown>)[member])
      return isDeepStrictEqual(was, is)
        ? []
        : [
            {
              where: `${where}: ${member}`,
              what: `kept ${JSON.stringify(was)}, the record has ${JSON.stringify(is)}`,
              fix,
            },
          ]
    })
  })
  const atlas = [join(folder, 'dist/ATLAS.yaml'), join(folder, 'ATLAS.yaml')].find(existsSync)
  const compared = atlas === undefined ? undefined : checkAtlas(content, atlas, names)
  return {
    problems: [...problems, ...(compared ?? [])],
    records,
    absent,
    names: compared && Object.keys(names.atlas).length,
  }
}

const entrySchema = z.object({ id: z.string(), name: z.string(), 'subtechnique-of': z.string().optional() })
const atlasSchema = z.object({
  version: z.string(),
  matrices: z.array(z.object({ techniques: z.array(entrySchema) })).min(1),
  'case-studies': z.array(entrySchema),
})

/** Names of ATLAS that differ from its data; a sub-technique is called by its technique and its own name. */
function checkAtlas(content: string, path: string, { atlas, editions }: StandardNames): Problem[] {
  const data = parse(atlasSchema, readYaml(path), path, 'Give ATLAS.yaml of github.com/mitre-atlas/atlas-data.')
  const entries = new Map(
    [...data.matrices.flatMap(({ techniques }) => techniques), ...data['case-studies']].map((one) => [one.id, one]),
  )
  const where = `${content}/standards.yaml: atlas`
  const fix = 'Write it as the data have it.'
  const version = editions.atlas?.version
  return [
    ...(version === data.version
      ? []
      : [
          {
            where: `${content}/standards.yaml: editions.atlas`,
            what: `it is ${version}, the data are ${data.version}`,
            fix,
          },
        ]),
    ...Object.entries(atlas).flatMap(([id, name]) => {
      const entry = entries.get(id)
      if (!entry) return [{ where, what: `ATLAS ${data.version} has no ${id}`, fix: 'Correct the id.' }]
      const above = entry['subtechnique-of']
      const right = above === undefined ? entry.name : `${entries.get(above)?.name}: ${entry.name}`
      return name === right ? [] : [{ where, what: `${id} is called ${right}, not ${name}`, fix }]
    }),
  ]
}
