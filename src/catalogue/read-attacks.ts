import { join } from 'node:path'
import type { Advisory } from '../schema/advisory.ts'
import {
  type Attack,
  attackSchema,
  attackToolsSchema,
  type Standard,
  type StandardNames,
  standardNamesSchema,
  standards,
  type Technique,
  techniqueSchema,
} from '../schema/attack.ts'
import { type AttackRules, attackCatalogueSchema } from '../schema/attack-catalogue.ts'
import type { Cve } from '../schema/cve.ts'
import type { Detection, Telemetry } from '../schema/detection.ts'
import type { Mitigation } from '../schema/mitigation.ts'
import { type Problem, ProblemError } from '../schema/problem.ts'
import type { Tool } from '../schema/tool.ts'
import { compare } from '../text/compare.ts'
import { readFrontMatters } from './front-matter.ts'
import { checkDetections, readDetections } from './read-detections.ts'
import { readAdvisories, readCves, readMitigations, readTelemetry } from './read-facts.ts'
import { attempt, readOptional } from './read-yaml.ts'

/** The attacks with all that they refer to. */
export interface AttackCatalogue {
  /** The newest first; of one day by id. */
  attacks: Attack[]
  /** By name. */
  techniques: Technique[]
  /** Definitions that stand in for the tools of attacks. */
  tools: Tool[]
  names: StandardNames
  /** The facts of official records, by CVE. */
  cves: Map<string, Cve>
  /** Known vulnerabilities of packages, the newest first. */
  advisories: Advisory[]
  /** By name. */
  mitigations: Mitigation[]
  /** Logs in which attacks can be seen, by name. */
  telemetry: Telemetry[]
  /** What is in the list, and what left it. */
  rules: AttackRules
  /** Sigma rules, by id. */
  detections: Detection[]
}

/**
 * Reads the front matter of content/attacks and content/techniques, content/cves, content/advisories, content/mitigations, content/telemetry and content/detections, and checks that what refers to something finds it.
 * Whoever rates their own servers only need not have any.
 * @throws {ProblemError} with every problem of every file.
 */
export function readAttacks(content: string): AttackCatalogue {
  const problems: Problem[] = []
  const attacks = readFrontMatters(attackSchema, join(content, 'attacks'), problems)
  const techniques = readFrontMatters(techniqueSchema, join(content, 'techniques'), problems)
  const tools = attempt(problems, () => readOptional(attackToolsSchema, join(content, 'attack-tools.yaml'), [])) ?? []
  const names = attempt(problems, () => readOptional(standardNamesSchema, join(content, 'standards.yaml')))
  const cves = readCves(content, problems)
  const advisories = readAdvisories(content, problems)
  const mitigations = readMitigations(content, problems)
  const rules = attempt(problems, () => readOptional(attackCatalogueSchema, join(content, 'attack-catalogue.yaml')))
  const telemetry = readTelemetry(content, problems)
  const detections = readDetections(content, problems)
  problems.push(...checkDetections(content, techniques, telemetry, detections))
  const mitigationIds = new Set(mitigations.map(({ id }) => id))
  const known = new Set(techniques.map(({ id }) => id))
  const toolNames = new Set(tools.map(({ name }) => name))
  const attackIds = new Set(attacks.map(({ id }) => id))
  for (const { id, cve, attack } of advisories) {
    const where = `${content}/advisories/${id}.yaml`
    if (cve !== undefined && !cves.has(cve)) problems.push(noRecord(where, cve))
    if (attack !== undefined && !attackIds.has(attack))
      problems.push({ where, what: `no attack is called ${attack}`, fix: 'Write it, or correct the id.' })
  }
  for (const { id, techniques: own, worked, cves: ownCves, standards: mapped, containment, steps } of attacks) {
    const where = `${content}/attacks/${id}.mdx`
    for (const technique of own)
      if (!known.has(technique))
        problems.push({ where, what: `no technique is called ${technique}`, fix: 'Write it, or correct the id.' })
    for (const [index, step] of steps.entries()) {
      const missing = [
        ...(step.technique === undefined || own.includes(step.technique) ? [] : [step.technique]),
        ...(step.atlas === undefined || mapped.atlas.some((entry) => entry.id === step.atlas) ? [] : [step.atlas]),
      ]
      for (const what of missing)
        problems.push({
          where: `${where}: steps[${index}]`,
          what: `the attack is not mapped to ${what}`,
          fix: 'Add it to the techniques or standards of the attack, or correct the step.',
        })
    }
    for (const type of containment.types)
      if (!mitigationIds.has(type))
        problems.push({
          where: `${where}: containment.types`,
          what: `no mitigation is called ${type}`,
          fix: 'Use an id of content/mitigations, or describe a new one there.',
        })
    for (const cve of ownCves) if (!cves.has(cve)) problems.push(noRecord(where, cve))
    problems.push(
      ...unnamed(
        where,
        standards.flatMap((one) => mapped[one].map((entry): [Standard, string] => [one, entry.id])),
        names,
      ),
    )
    if (worked && !toolNames.has(worked.tool))
      problems.push({
        where,
        what: `attack-tools.yaml has no tool ${worked.tool}`,
        fix: 'Write it, or correct the name.',
      })
  }
  for (const { id, openings } of techniques)
    for (const name of openings.flatMap(({ cases }) => cases))
      if (!attacks.some((attack) => attack.id === name && attack.techniques.includes(id)))
        problems.push({
          where: `${content}/techniques/${id}.mdx`,
          what: `no attack of this technique is called ${name}`,
          fix: 'Correct the id, or add the technique to the attack.',
        })
  for (const { id, owaspMcp, owaspLlm, atlas, safMcp } of techniques) {
    const entries = Object.entries({ owaspMcp, owaspLlm, atlas, safMcp }) as [Standard, string[]][]
    const all = entries.flatMap(([standard, ids]) => ids.map((one): [Standard, string] => [standard, one]))
    problems.push(...unnamed(`${content}/techniques/${id}.mdx`, all, names))
  }
  if (problems.length > 0 || !names || !rules) throw new ProblemError(problems)
  return {
    attacks: attacks.toSorted((a, b) => compare(b.date, a.date) || compare(a.id, b.id)),
    techniques: techniques.toSorted((a, b) => compare(a.name, b.name)),
    // Plain data of a file: YAML has no values beyond those of JSON that a definition may hold.
    tools: tools as Tool[],
    names,
    cves,
    advisories,
    mitigations,
    telemetry,
    detections,
    rules,
  }
}

const noRecord = (where: string, cve: string): Problem => ({
  where,
  what: `content/cves has no file for ${cve}`,
  fix: 'Write it from the official record: `npm run facts -- --sources FOLDER`.',
})

const unnamed = (where: string, entries: [Standard, string][], names: StandardNames | undefined): Problem[] =>
  entries.flatMap(([standard, id]) =>
    !names || names[standard][id] !== undefined
      ? []
      : [
          {
            where,
            what: `standards.yaml has no name for ${id}`,
            fix: 'Correct the id, or add its name as the standard has it.',
          },
        ],
  )
