import { join } from 'node:path'
import { folders } from '../catalogue/folder.ts'
import type { Content } from '../catalogue/read-content.ts'
import { writeWhole } from '../catalogue/snapshots.ts'
import { type CategoryFigures, type HarmFigures, measuredSchema } from '../schema/measured.ts'
import { parse } from '../schema/parse.ts'
import { type Problem, ProblemError } from '../schema/problem.ts'

type Figures<F> = Omit<F, 'date' | 'rules' | 'servers'>

/** What was measured, and of which kind. */
export type Measurement =
  | { kind: 'category'; figures: Figures<CategoryFigures> }
  | { kind: 'harm'; figures: Figures<HarmFigures> }

/**
 * Writes figures of one set to content/evaluation/measured.json, for the method page.
 * @param run how it was measured: from how many servers, how many labels had no definition, whether hints were counted.
 * @throws {ProblemError} when the set is not described or of another kind, when definitions are missing, when hints were
 * counted, or when a sealed set has figures already.
 */
export function recordFigures(
  id: string,
  { kind, figures }: Measurement,
  content: Content,
  run: { servers: number; missing: number; hints: boolean },
): void {
  const problems: Problem[] = []
  const add = (what: string, fix: string) => problems.push({ where: `eval --record ${id}`, what, fix })
  const set = Object.hasOwn(content.sets, id) ? content.sets[id] : undefined
  const before = content.measured[id]?.[kind]
  if (!set) add('no such set is described', 'Describe it in content/evaluation/sets.yaml.')
  else if (set.labels !== kind)
    add(
      `its labels are of the kind ${set.labels}`,
      set.labels === 'harm' ? 'Run it with --harm.' : 'Run it without --harm.',
    )
  if (set?.sealed && before)
    add(`the sealed set was rated on ${before.date}`, 'It is rated once; measure with another set.')
  if (run.missing > 0)
    add(`${run.missing} definitions are missing`, 'Run `npm run ingest -- --evaluation` first, or name --bulk.')
  if (run.hints) add('published figures leave hints out', 'Run it without --hints.')
  if (problems.length > 0) throw new ProblemError(problems)
  const date = new Date().toISOString().slice(0, 10)
  const rules = kind === 'harm' ? content.guardedDigest : content.riskDigest
  const measured = {
    ...content.measured,
    [id]: { ...content.measured[id], [kind]: { date, rules, servers: run.servers, ...figures } },
  }
  const sorted = Object.fromEntries(Object.entries(measured).sort(([a], [b]) => (a < b ? -1 : 1)))
  const path = join(folders().content, 'evaluation/measured.json')
  parse(measuredSchema, sorted, path, 'Report this: the figures do not fit their schema.')
  writeWhole(path, `${JSON.stringify(sorted, null, 2)}\n`)
}
