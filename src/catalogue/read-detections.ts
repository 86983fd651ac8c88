import { globSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { Technique } from '../schema/attack.ts'
import { type Detection, type Logsource, sigmaSchema, type Telemetry } from '../schema/detection.ts'
import { parse } from '../schema/parse.ts'
import type { Problem } from '../schema/problem.ts'
import { attempt, parseYaml } from './read-yaml.ts'

/**
 * content/detections: Sigma rules, sorted by id; none for a folder that is missing.
 * @param problems takes what is wrong with the files, which are then left out.
 */
export function readDetections(content: string, problems: Problem[]): Detection[] {
  return globSync(join(content, 'detections/*.yml'))
    .sort()
    .flatMap((path) => {
      const found = attempt(problems, () => {
        const text = readFileSync(path, 'utf8')
        return {
          id: basename(path, '.yml'),
          text,
          rule: parse(sigmaSchema, parseYaml(text, path), path, 'Correct the rule.'),
        }
      })
      return found ?? []
    })
}

/**
 * What techniques say about detection must be there: the log, its fields and the rule; a rule must be about a known log and its fields, and
 * a technique must use it.
 */
export function checkDetections(
  content: string,
  techniques: readonly Technique[],
  telemetry: readonly Telemetry[],
  detections: readonly Detection[],
): Problem[] {
  const logs = new Map(telemetry.map((one) => [one.id, one]))
  const rules = new Map(detections.map((one) => [one.id, one]))
  const problems: Problem[] = []
  for (const { id, detection } of techniques) {
    const where = `${content}/techniques/${id}.mdx: detection`
    for (const { in: log, fields, rule } of detection) {
      const known = logs.get(log)
      if (!known) {
        problems.push({
          where,
          what: `no log is called ${log}`,
          fix: 'Use an id of content/telemetry, or describe it there.',
        })
        continue
      }
      for (const field of fields) if (!known.fields.includes(field)) problems.push(noField(where, log, field))
      const found = rule === undefined ? undefined : rules.get(rule)
      if (rule !== undefined && !found)
        problems.push({
          where,
          what: `no rule is called ${rule}`,
          fix: 'Use an id of content/detections, or write it.',
        })
      if (found && !sameLog(found.rule.logsource, known.logsource))
        problems.push({
          where,
          what: `${rule} is a rule for another log than ${log}`,
          fix: 'Name the log of the rule.',
        })
    }
  }
  const used = new Set(techniques.flatMap(({ detection }) => detection.map(({ rule }) => rule)))
  for (const { id, rule } of detections) {
    const where = `${content}/detections/${id}.yml`
    const log = telemetry.find(({ logsource }) => sameLog(logsource, rule.logsource))
    if (!log)
      problems.push({ where, what: 'no log of content/telemetry has its logsource', fix: 'Describe the log there.' })
    for (const field of log ? fieldsOf(rule.detection) : [])
      if (!log?.fields.includes(field)) problems.push(noField(where, log?.id as string, field))
    if (!used.has(id)) problems.push({ where, what: 'no technique names it', fix: 'Name it there, or remove it.' })
  }
  return problems
}

const noField = (where: string, log: string, field: string): Problem => ({
  where,
  what: `the log ${log} has no field ${field}`,
  fix: 'Spell it as content/telemetry does, or add it there from its source.',
})

const sameLog = (a: Logsource, b: Logsource) =>
  a.category === b.category && a.product === b.product && a.service === b.service

/** The fields that a rule compares, without their modifiers. */
const fieldsOf = ({ condition: _, ...selections }: Detection['rule']['detection']): string[] =>
  Object.values(selections).flatMap((selection) =>
    Object.keys(selection as object).map((key) => key.split('|')[0] as string),
  )
