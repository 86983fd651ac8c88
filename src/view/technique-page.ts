import type { Attack, Technique } from '../schema/attack.ts'
import type { Telemetry } from '../schema/detection.ts'
import { type CodeLine, highlight } from './highlight.ts'
import type { Site } from './site.ts'
import { type StandardEntry, techniqueStandards } from './standards.ts'
import { urls } from './urls.ts'

/** One thing to look for, with the Sigma rule for it. */
export interface LookRow {
  /** The name of the log. */
  log: string
  look: string
  fields: string[]
  rule: { id: string; title: string; level: string; lines: CodeLine[]; href: string } | undefined
}

/** Everything that /techniques/<technique> shows. */
export interface TechniquePage {
  technique: Technique
  cases: Attack[]
  standards: StandardEntry[]
  looks: LookRow[]
  /** The logs of the looks, each once. */
  logs: Telemetry[]
}

/** The model of one technique's page. */
export async function techniquePage({ content }: Pick<Site, 'content'>, technique: Technique): Promise<TechniquePage> {
  const { attacks, names, telemetry, detections } = content.attacks
  return {
    technique,
    cases: attacks.filter((one) => one.techniques.includes(technique.id)),
    standards: techniqueStandards(technique, names),
    logs: telemetry.filter(({ id }) => technique.detection.some((one) => one.in === id)),
    looks: await Promise.all(
      technique.detection.map(async ({ in: log, look, fields, rule }): Promise<LookRow> => {
        const found = detections.find(({ id }) => id === rule)
        return {
          // What a technique names is there; readAttacks checks it.
          log: (telemetry.find(({ id }) => id === log) as Telemetry).name,
          look,
          fields,
          rule: found && {
            id: found.id,
            title: found.rule.title,
            level: found.rule.level,
            lines: await highlight(found.text, 'yaml'),
            href: urls.detection(found.id),
          },
        }
      }),
    ),
  }
}

/** /techniques/all.json: techniques with what to look for, the logs that it is seen in, and the Sigma rules as text. */
export const techniquesData = ({ content }: Pick<Site, 'content'>): unknown => {
  const { attacks, techniques, telemetry, detections } = content.attacks
  return {
    techniques: techniques.map((technique) => ({
      ...technique,
      attacks: attacks.filter((one) => one.techniques.includes(technique.id)).map(({ id }) => id),
    })),
    telemetry,
    detections: detections.map(({ id, text }) => ({ id, sigma: text })),
  }
}
