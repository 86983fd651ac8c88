import { createHash } from 'node:crypto'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { z } from 'zod'
import { type ArgumentFamilies, argumentFamiliesSchema } from '../schema/argument-families.ts'
import type { TargetCases } from '../schema/cases.ts'
import { type Verdict, verdicts } from '../schema/category.ts'
import { type CategoryPage, categoryPageSchema } from '../schema/category-schema.ts'
import { type Guide, guideSchema } from '../schema/guide.ts'
import { type Home, homeSchema } from '../schema/home.ts'
import { type Limits, limitsSchema } from '../schema/limits.ts'
import type { Manifest } from '../schema/manifest.ts'
import { type Measured, measuredSchema, type Sets, setsSchema } from '../schema/measured.ts'
import { parse } from '../schema/parse.ts'
import { type Problem, ProblemError } from '../schema/problem.ts'
import { type ActSayings, actSayingsSchema, type TraitQuestions, traitQuestionsSchema } from '../schema/questions.ts'
import type { ServerReviews } from '../schema/review.ts'
import { type RiskRules, riskRulesSchema } from '../schema/risk-rules.ts'
import { type Verified, verifiedSchema } from '../schema/verified.ts'
import { readFrontMatters } from './front-matter.ts'
import { type AttackCatalogue, readAttacks } from './read-attacks.ts'
import { readCases } from './read-cases.ts'
import { readManifests } from './read-manifests.ts'
import { readReviews } from './read-reviews.ts'
import { attempt, readOptional, readYaml } from './read-yaml.ts'

/** All that people wrote, checked. */
export interface Content {
  manifests: Map<string, Manifest>
  /** What readers and people found of definitions, by server. */
  reviews: Map<string, ServerReviews>
  categories: Record<Verdict, CategoryPage>
  risk: RiskRules
  limits: Limits
  /** What a rule can demand of parameters. */
  families: ArgumentFamilies
  /** SHA-256 of the rules that rate, whatever the layout of their files: content/risk without findings and orders. */
  riskDigest: string
  /** SHA-256 of what a guarded rule follows from: content/risk and content/limits.yaml. */
  guardedDigest: string
  /** The labelled sets, and what was measured on them. */
  sets: Sets
  measured: Measured
  /** What checked the policies, by target. */
  verified: Verified
  /** What vendors establish about their products, by target. */
  cases: ReadonlyMap<string, TargetCases>
  attacks: AttackCatalogue
  /** Questions about traits, and how acts are said. */
  questions: { traits: TraitQuestions; acts: ActSayings }
  /** In the order of their list. */
  guides: Guide[]
  /** What the first page offers. */
  home: Home
  /** What a rule or severity factor looks for, by its id; empty for an unknown id. */
  aboutRule: (id: string) => string
}

/**
 * Reads content/.
 * @throws {ProblemError} with every problem of every file.
 */
export function readContent(folder: string): Content {
  const problems: Problem[] = []
  const manifests = attempt(problems, () => readManifests(folder))
  const reviews = attempt(problems, () => readReviews(folder))
  const categories = verdicts.map((label) => [label, attempt(problems, () => readCategory(folder, label))] as const)
  const risk = attempt(problems, () => readRisk(folder))
  const limits = attempt(problems, () => readFile(limitsSchema, join(folder, 'limits.yaml')))
  const families = attempt(problems, () => readFile(argumentFamiliesSchema, join(folder, 'arguments.yaml')))
  const verified = attempt(problems, () => readOptional(verifiedSchema, join(folder, 'verified.json')))
  const cases = attempt(problems, () => readCases(folder))
  const traits = attempt(problems, () => readOptional(traitQuestionsSchema, join(folder, 'questions/traits.yaml')))
  const acts = attempt(problems, () => readFile(actSayingsSchema, join(folder, 'questions/acts.yaml')))
  const attacks = attempt(problems, () => readAttacks(folder))
  const guides = readFrontMatters(guideSchema, join(folder, 'guides'), problems)
  const home = attempt(problems, () => readOptional(homeSchema, join(folder, 'home.yaml')))
  const sets = attempt(problems, () => readOptional(setsSchema, join(folder, 'evaluation/sets.yaml')))
  const measured = attempt(problems, () => readOptional(measuredSchema, join(folder, 'evaluation/measured.json')))
  if (
    problems.length > 0 ||
    !manifests ||
    !reviews ||
    !risk ||
    !limits ||
    !families ||
    !sets ||
    !measured ||
    !verified ||
    !cases ||
    !attacks ||
    !traits ||
    !acts ||
    !home
  )
    throw new ProblemError(problems)
  const abouts = collectAbouts(risk)
  const { findings: _, orders: __, ...rating } = risk
  return {
    manifests,
    reviews,
    categories: Object.fromEntries(categories) as Record<Verdict, CategoryPage>,
    risk,
    limits,
    families,
    riskDigest: digestOf(rating),
    guardedDigest: digestOf([risk, limits]),
    sets,
    measured,
    verified,
    cases,
    attacks,
    questions: { traits, acts },
    guides: guides.toSorted((a, b) => a.order - b.order),
    home,
    aboutRule: (id) => abouts.get(id) ?? '',
  }
}

const digestOf = (value: unknown) => createHash('sha256').update(JSON.stringify(value, withoutWording)).digest('hex')

// How pages say a line or a reason changes no rating and no rule, so figures stay those of the rules.
const WORDING = new Set(['says', 'because', 'about', 'fix', 'title'])
const withoutWording = (key: string, value: unknown) => (WORDING.has(key) ? undefined : value)

function readCategory(folder: string, label: Verdict): CategoryPage {
  return readFile(categoryPageSchema, join(folder, 'categories', `${label.toLowerCase()}.yaml`))
}

/** One member a file, named after it. */
function readRisk(folder: string): RiskRules {
  const files = readdirSync(join(folder, 'risk'))
    .filter((file) => /\.(yaml|json)$/.test(file))
    .sort()
  // JSON is YAML.
  const all = Object.fromEntries(
    files.map((file) => [file.replace(/\.\w+$/, ''), readYaml(join(folder, 'risk', file))]),
  )
  all['rubric'] = readYaml(join(folder, 'harm.yaml'))
  return parse(riskRulesSchema, all, join(folder, 'risk'), 'Correct the file that is named by the first word.')
}

function readFile<S extends z.ZodType>(schema: S, path: string): z.output<S> {
  if (!existsSync(path)) throw new ProblemError([{ where: path, what: 'the file is missing', fix: 'Restore it.' }])
  return parse(schema, readYaml(path), path, 'Correct the file.')
}

/** Every object in the rules that has both an id and an explanation. */
function collectAbouts(value: unknown, into = new Map<string, string>()): Map<string, string> {
  if (typeof value !== 'object' || value === null) return into
  const { id, about } = value as { id?: unknown; about?: unknown }
  if (typeof id === 'string' && typeof about === 'string') into.set(id, about)
  for (const child of Object.values(value)) collectAbouts(child, into)
  return into
}
