import { limitWords } from '../policy/core/limit-words.ts'
import type { ProofGrade, Target } from '../policy/core/target.ts'
import { targets } from '../policy/targets/index.ts'
import { type Posture, postures } from '../schema/posture.ts'
import type { Rule } from '../schema/rule.ts'
import { type Choice, customised } from './customise.ts'
import { policyFile } from './policy-file.ts'
import { proofLine } from './proof-words.ts'
import { ruleInPosture, unattendedWords } from './rule-words.ts'
import { type RulesFile, rulesFile } from './rules-file.ts'
import { shownText } from './shown-text.ts'
import type { SiteServer, SiteTool } from './site.ts'
import { type ToolRecord, toolRecord } from './tool-record.ts'
import { urls } from './urls.ts'

/** What the card does with one target before a reader chooses anything; the page holds three of these. */
export interface CardPanel {
  target: string
  label: string
  file: string
  text: string
  /** How many lines of the text are left out, because the file is so long that it is only copied or saved. */
  more: number
  refusal?: string
  summary: string
  points: string[]
  limitations: string[]
  proof: { grade: ProofGrade; words: string }
  /** Page of the target. */
  href: string
  /** The file of the whole server. */
  whole: string
}

/** What a posture does, as the card says it. */
export interface CardPosture {
  posture: Posture
  /** What it does with the tool or the tools, in words. */
  words: string
  /** What a reader must know before taking it; empty where there is nothing. */
  warning: string
  /** What it becomes where nobody can be asked. */
  note?: string
}

/** Everything that a policy card prints. */
export interface PolicyCard {
  /** Id of the server, which is its key until the reader gives another. */
  server: string
  /** Last part of the tool's address; absent for a whole server. */
  slug?: string
  /** What the policy is about, for labels. */
  subject: string
  postures: CardPosture[]
  /** The default client first. */
  panels: CardPanel[]
  /** The rules of the tool; absent where they are fetched. */
  record?: ToolRecord
  /** Address of the rules of the server. */
  rules: string
  /** Address of the page that lists the files of every target. */
  files: string
}

/** The client that is shown to a reader who has chosen none, and the two gateways whose snippets pages hold for programs. */
const SHOWN = ['claude-code', 'intercept', 'gateway']
/** A larger record is fetched with the others of its server. */
const MAX_RECORD_CHARS = 4000

/** The card of one tool. */
export function toolCard(self: SiteTool): PolicyCard {
  const { server, slug, label } = self
  const file = rulesFile(server, [self])
  const record = toolRecord(file)
  return {
    ...cardOf(server.id, file, [slug]),
    slug,
    subject: label,
    postures: postures.map((posture) => {
      const rule = self.rules[posture]
      return { posture, words: actionWords(posture, rule), warning: '', note: unattendedWords(rule) }
    }),
    ...(JSON.stringify(record).length > MAX_RECORD_CHARS ? {} : { record }),
  }
}

/**
 * The card of a whole server.
 * @param words what each posture does with its tools, and what it opens.
 */
export function serverCard({ id, manifest, tools }: SiteServer, words: CardPosture[]): PolicyCard {
  return { ...cardOf(id, rulesFile({ id }, tools)), subject: manifest.title, postures: words }
}

function cardOf(server: string, file: RulesFile, slugs?: string[]) {
  const choice: Choice = { posture: 'guarded', serverKey: server, ...(slugs ? { slugs } : {}) }
  return {
    server,
    panels: SHOWN.flatMap((id) => targets.filter((one) => one.id === id)).map((one) => panelOf(one, file, choice)),
    rules: urls.serverRules(server),
    files: `${urls.server(server)}#postures`,
  }
}

function panelOf(target: Target, file: RulesFile, choice: Choice): CardPanel {
  const made = customised(target, file, choice)
  const { text, more } = shownText(made.text)
  const { label, summary, points, limitations, refusal } = made
  return {
    ...{ target: target.id, label, file: made.file, text, more, summary, points, limitations },
    ...(refusal === undefined ? {} : { refusal }),
    proof: proofLine(target.proof),
    href: urls.target(target.id),
    whole: urls.serverPolicy(file.server, policyFile(target)),
  }
}

/** A rule as an order: "Ask before each call", "Allow, at most 30 calls a minute". */
export function actionWords(posture: Posture, rule: Rule): string {
  const { effect, limits, conditions } = rule
  if (posture === 'deny-only' && effect === 'allow') return ruleInPosture(posture, rule)
  switch (effect) {
    case 'ask':
      return 'Ask before each call'
    case 'deny':
      return 'Deny every call'
    case 'hide':
      return 'Hide it from the model'
    case 'allow':
      return `Allow${limitWords(limits, ', ')}${conditions.length > 0 ? ', if the arguments pass' : ''}`
  }
}
