import { createHash } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { toolDigest } from '../catalogue/digest.ts'
import { evaluationFolders, folders } from '../catalogue/folder.ts'
import { matchReviews } from '../catalogue/match-reviews.ts'
import { type Content, readContent } from '../catalogue/read-content.ts'
import { readSnapshots } from '../catalogue/snapshots.ts'
import { type CompiledRules, compileRules } from '../risk/compile-rules.ts'
import { evaluateHarm, type HarmRow } from '../risk/evaluation/harm.ts'
import { judge } from '../risk/harm/harm.ts'
import { readingOf } from '../risk/reading.ts'
import { featuresOf } from '../risk/second-reading/features.ts'
import { type Example, FEWEST_SERVERS, type Fitted, fit, L2 } from '../risk/second-reading/fit.ts'
import { compileSecondReading } from '../risk/second-reading/second-reading.ts'
import { serverContext } from '../risk/server-context.ts'
import { harmLabelSchema } from '../schema/label.ts'
import type { SecondReading } from '../schema/second-reading.ts'
import { severities } from '../schema/severity.ts'
import { compare } from '../text/compare.ts'
import { percent } from '../view/set-figures.ts'
import { dataOf } from '../view/site.ts'
import { options } from './options.ts'
import { rateAlone } from './rate-alone.ts'
import { readLabels } from './read-labels.ts'

const FILE = 'risk/second-reading.json'
const FOLDS = 10
/**
 * From this chance of a severity of High or above a milder rating is doubted. Chosen by cross-validation among 0.2 to 0.5: lower,
 * more becomes stricter for nothing; higher, it finds fewer of the ratings that are too mild.
 */
const DOUBTS_FROM = 0.2

/**
 * `fit`: fits the model that doubts mild ratings to the reviews of the catalogue and to labelled sets, measures it on servers
 * that it did not see, and writes content/risk/second-reading.json.
 */
export async function fitCommand(argv: string[]): Promise<number> {
  const { labels = [], write } = options('fit', argv, {
    labels: { type: 'string', multiple: true },
    write: { type: 'boolean' },
  } as const)
  const paths = folders()
  const content = readContent(paths.content)
  const rules = compileRules(content.risk)
  const rows = [
    ...reviewRows(content, rules, paths.catalogue),
    ...labels.flatMap((file) => labelRows(file, content, rules, paths)),
  ]
  const seen = new Set<string>()
  const own = rows
    .map((row) => ({ row, digest: toolDigest(row.tool) }))
    .filter(({ row, digest }) => {
      const key = JSON.stringify([row.server, digest])
      return !seen.has(key) && seen.add(key)
    })
    .sort((a, b) => compare(a.row.server, b.row.server) || compare(a.digest, b.digest))
  const examples = own.map(({ row }) => exampleOf(row, rules))
  crossValidate(
    own.map(({ row }) => row),
    examples,
    content,
    rules,
  )
  if (write) {
    const model: SecondReading = {
      about:
        'A logistic regression that doubts mild ratings: where the words of a definition look like those of tools that readers rate High or Critical, a Low or Medium rating has low confidence. It rates nothing. Written by `npm run fit -- --labels FILE --write` from the reviews in content/reviews and from tools of public servers that one or two readers labelled by the rubric; those definitions are not in this repository, and without them the command fits the reviews alone. Weights are thousandths of log odds.',
      fit: {
        labels: own.length,
        servers: new Set(examples.map(({ server }) => server)).size,
        digest: createHash('sha256')
          .update(JSON.stringify(own.map(({ row, digest }) => [digest, row.severity])))
          .digest('hex'),
        l2: L2,
        fewestServers: FEWEST_SERVERS,
      },
      doubtsFrom: Math.round(DOUBTS_FROM * 1000),
      ...fit(examples),
    }
    writeFileSync(join(paths.content, FILE), `${JSON.stringify(model, null, 2)}\n`)
    console.log(`\nwritten: content/${FILE}`)
  }
  return 0
}

/** What readers found of the catalogue's own definitions. */
function reviewRows(content: Content, rules: CompiledRules, catalogue: string): HarmRow[] {
  return readSnapshots(catalogue).flatMap(({ id, tools }) => {
    const manifest = content.manifests.get(id)
    const context = serverContext(id, tools, rules, manifest && dataOf(manifest))
    const { tools: reviews } = matchReviews(content.reviews.get(id), tools)
    return tools.flatMap((tool, index): HarmRow[] => {
      const review = reviews[index]?.review
      if (!review) return []
      const { severity, effect, irreversible, traits, category, alternates } = review
      const accept = [severity, ...review.accept]
      return [
        {
          server: id,
          tool,
          context,
          severity,
          accept,
          effect,
          irreversible,
          traits,
          traitsAny: traits,
          category,
          alternates,
        },
      ]
    })
  })
}

function labelRows(file: string, content: Content, rules: CompiledRules, paths: ReturnType<typeof folders>): HarmRow[] {
  const sources = {
    catalogues: [paths.catalogue, evaluationFolders(paths).catalogue],
    bulk: undefined,
    dataOf: (server: string) => {
      const manifest = content.manifests.get(server)
      return manifest && dataOf(manifest)
    },
  }
  return readLabels(file, harmLabelSchema, sources, rules).tools.map(({ label, tool, context }) => ({
    ...label,
    tool,
    context,
    category: label.category,
  }))
}

function exampleOf({ server, tool, context, severity }: HarmRow, rules: CompiledRules): Example {
  const reading = readingOf(tool, context, rules)
  return {
    server: plainServer(server),
    features: featuresOf(reading, judge(reading, context, rules).acts),
    grave: severities.indexOf(severity) >= severities.indexOf('High'),
  }
}

/** One name for a server of several collections: "@acme/notes-mcp-server" and "notes". */
const plainServer = (server: string) =>
  (server.split('/').at(-1) ?? '').toLowerCase().replace(/mcp|server|[^a-z0-9]/g, '') || server

/** Measures what the model changes on servers that it was not fitted to, in ten parts by server. */
function crossValidate(
  rows: readonly HarmRow[],
  examples: readonly Example[],
  content: Content,
  rules: CompiledRules,
): void {
  const folds = foldsOf(examples.map(({ server }) => server))
  const without = rateAll(rows, { ...rules, secondReading: undefined }, content)
  const doubted = rows.map(() => without[0] as (typeof without)[number])
  for (let fold = 0; fold < FOLDS; fold++) {
    const fitted: Fitted = fit(examples.filter((_, index) => folds[index] !== fold))
    const model = compileSecondReading({ ...fitted, doubtsFrom: DOUBTS_FROM * 1000 } as SecondReading)
    const own = rows.flatMap((row, index) => (folds[index] === fold ? [{ row, index }] : []))
    const rated = rateAll(
      own.map(({ row }) => row),
      { ...rules, secondReading: model },
      content,
    )
    for (const [place, { index }] of own.entries()) doubted[index] = rated[place] as (typeof without)[number]
  }
  const isStrict = (effect: string) => effect === 'ask' || effect === 'deny'
  const grave = without.filter(({ row }) => isStrict(row.effect)).length
  const unsafe = (answers: typeof without) => answers.filter((one) => one.unsafe).length
  const stricter = doubted.filter(
    ({ rating }, index) =>
      isStrict(rating.effect) && !isStrict((without[index] as (typeof without)[number]).rating.effect),
  )
  const needless = stricter.filter(({ row }) => row.accept.every((one) => one === 'Low' || one === 'Medium'))
  const share = (part: number, of: number) => `${part} of ${of} (${percent(part / of)})`
  console.log(
    `${rows.length} labelled tools of ${new Set(examples.map(({ server }) => server)).size} servers, fitted in ${FOLDS} parts by server`,
  )
  console.log(
    `allowed, though the label says ask or deny    without ${share(unsafe(without), grave)}, with ${share(unsafe(doubted), grave)}`,
  )
  console.log(`allowed before and asked about now            ${share(stricter.length, rows.length)}`)
  console.log(`  of them no reader accepts High               ${share(needless.length, stricter.length)}`)
}

const rateAll = (rows: readonly HarmRow[], rules: CompiledRules, content: Content) =>
  evaluateHarm(rows, rateAlone(rules, content.limits), false).answers

/** Servers in parts of about as many tools, by name. */
function foldsOf(servers: readonly string[]): number[] {
  const parts = new Map(
    [...new Set(servers)].map((server) => [
      server,
      createHash('sha256').update(`second reading ${server}`).digest().readUInt32BE() % FOLDS,
    ]),
  )
  return servers.map((server) => parts.get(server) as number)
}
