import type { RenderOptions, Target } from '../policy/core/target.ts'
import { targets } from '../policy/targets/index.ts'
import type { Attack } from '../schema/attack.ts'
import type { Mitigation, RulePart } from '../schema/mitigation.ts'
import type { Condition, Rule } from '../schema/rule.ts'
import type { Site } from './site.ts'

/** Everything that /mitigations/<mitigation> shows. */
export interface MitigationPage {
  mitigation: Mitigation
  /** The targets whose policies can say it; empty where a policy cannot. */
  targets: Target[]
  /** The attacks that it is named for, the newest first. */
  attacks: Attack[]
}

// What of the capabilities of a target says each part of a rule.
const CAN: Record<RulePart, (target: Target) => boolean> = {
  ask: ({ capabilities }) => capabilities.ask,
  deny: ({ capabilities }) => capabilities.cannotDeny === undefined,
  limits: ({ capabilities }) => capabilities.limits !== false,
  conditions: ({ capabilities }) => capabilities.conditions !== false,
  // Some check values and wildcards, and not every pattern.
  pattern: ({ capabilities: { conditions } }) =>
    conditions !== false && conditions(PATTERN, LISTED, OPTIONS) !== undefined,
  unlisted: (target) => target.render([LISTED], OPTIONS).defaultEffect === 'deny',
}

const OPTIONS: RenderOptions = { defaultEffect: 'deny', wholeServer: true, serverKey: 'example' }
const PATTERN: Condition = { path: 'text', op: 'regex', value: '^.{0,100}$' }

// What a target does with unlisted tools is known of its snippets alone, so one is rendered.
const LISTED: Rule = {
  server: 'example',
  tool: 'read',
  effect: 'allow',
  limits: [],
  effectWithoutLimit: 'allow',
  unattended: [],
  conditions: [],
  reason: 'It is listed.',
  because: [],
}

/** The model of one mitigation's page. */
export function mitigationPage({ content }: Pick<Site, 'content'>, mitigation: Mitigation): MitigationPage {
  const { rule } = mitigation
  return {
    mitigation,
    targets: rule === undefined ? [] : targets.filter(CAN[rule]),
    attacks: content.attacks.attacks.filter(({ containment }) => containment.types.includes(mitigation.id)),
  }
}

/** The model of /mitigations: all of them by name. */
export const mitigationPages = (site: Pick<Site, 'content'>): MitigationPage[] =>
  site.content.attacks.mitigations.map((mitigation) => mitigationPage(site, mitigation))

/** /mitigations/all.json: each with the ids of the targets that can say it and of the attacks that name it. */
export const mitigationsData = (site: Pick<Site, 'content'>): unknown =>
  mitigationPages(site).map(({ mitigation, targets: can, attacks }) => ({
    ...mitigation,
    targets: can.map(({ id }) => id),
    attacks: attacks.map(({ id }) => id),
  }))
