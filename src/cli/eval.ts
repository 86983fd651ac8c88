import { join } from 'node:path'
import { evaluationFolders, folders } from '../catalogue/folder.ts'
import { readContent } from '../catalogue/read-content.ts'
import { readSnapshots } from '../catalogue/snapshots.ts'
import { assess } from '../risk/analyse.ts'
import { type CompiledRules, compileRules } from '../risk/compile-rules.ts'
import { type Consistency, consistency, type Group } from '../risk/evaluation/consistency.ts'
import { type Answer, type Evaluation, evaluate, type LabelledTool } from '../risk/evaluation/evaluate.ts'
import type { Share } from '../risk/evaluation/wilson.ts'
import type { Evidence } from '../schema/assessment.ts'
import { categories, verdicts } from '../schema/category.ts'
import { labelSchema } from '../schema/label.ts'
import { ProblemError } from '../schema/problem.ts'
import { descriptionOf } from '../schema/tool.ts'
import { plainText } from '../view/segments.ts'
import { percent } from '../view/set-figures.ts'
import { dataOf } from '../view/site.ts'
import { evalHarm } from './eval-harm.ts'
import { missingText, nothingFound } from './missing-definitions.ts'
import { options } from './options.ts'
import { readBulk } from './read-bulk.ts'
import { type DefinitionSources, readLabels } from './read-labels.ts'
import { recordFigures } from './record-figures.ts'

/**
 * `eval`: how well the classifier finds the category of labelled tools; with `--harm` how well it finds severity, rule and
 * traits; with `--consistency` how alike it rates tools that are called alike. Reviews are never used.
 */
export async function evalCommand(argv: string[]): Promise<number> {
  const { labels, harm, json, hints, errors, consistency, bulk, record } = options('eval', argv, {
    labels: { type: 'string' },
    harm: { type: 'string' },
    json: { type: 'boolean' },
    hints: { type: 'boolean' },
    errors: { type: 'boolean' },
    consistency: { type: 'boolean' },
    bulk: { type: 'string' },
    record: { type: 'string' },
  })
  if ([labels !== undefined, harm !== undefined, consistency === true].filter(Boolean).length > 1)
    throw new ProblemError([
      { where: 'eval', what: '--labels, --harm and --consistency measure different things', fix: 'Give one of them.' },
    ])
  const paths = folders()
  const content = readContent(paths.content)
  const rules = compileRules(content.risk)
  if (consistency) {
    printConsistency(rules, bulk, json === true)
    return 0
  }
  const sources: DefinitionSources = {
    catalogues: [paths.catalogue, evaluationFolders(paths).catalogue],
    bulk: bulk ?? sharedBulk(),
    dataOf: (server) => {
      const manifest = content.manifests.get(server)
      return manifest && dataOf(manifest)
    },
  }
  if (harm !== undefined) {
    const how = { json: json === true, hints: hints === true, errors: errors === true, record }
    evalHarm(harm, sources, content, rules, how)
    return 0
  }
  const file = labels ?? join(paths.content, 'evaluation/labels.ndjson')
  const set = readLabels(file, labelSchema, sources, rules)
  const { missing } = set
  if (set.tools.length === 0) throw new ProblemError([nothingFound(file, missing, content)])
  const tools = set.tools.map(({ label, tool, context }): LabelledTool => ({ ...label, tool, context }))
  const result = evaluate(tools, rules, hints === true)
  const total = tools.length + missing.length
  const toolsPerSecond = speed(tools, rules)
  if (json) {
    if (missing.length > 0) console.error(missingText(tools.length, missing, content))
    console.log(
      JSON.stringify(
        { labels: file, hints: hints === true, total, ...summary(result), missing: missing.length, toolsPerSecond },
        null,
        2,
      ),
    )
  } else {
    if (missing.length > 0) console.log(`${missingText(tools.length, missing, content)}\n`)
    print(file, result, total, toolsPerSecond)
  }
  if (record !== undefined) {
    const { misses: _misses, ...figures } = result
    const servers = new Set(tools.map(({ server }) => server)).size
    const run = { servers, missing: missing.length, hints: hints === true }
    recordFigures(record, { kind: 'category', figures }, content, run)
  }
  if (errors) for (const miss of result.misses) console.log(missText(miss))
  return 0
}

/** The collections that several checks share, where there are any. */
function sharedBulk(): string | undefined {
  const shared = process.env['POLICYBOOK_SHARED_DATA']
  return shared === undefined ? undefined : join(shared, 'bulk')
}

/** The figures without the misses; fractions of 1. */
export function summary({ misses: _misses, ...result }: Evaluation) {
  const plain = (share: Share) => share.value
  return {
    n: result.n,
    strict: plain(result.strict),
    lenient: plain(result.lenient),
    recallDestructiveFinancial: plain(result.recallDestructiveFinancial),
    high: { share: result.confidence.high.share, lenient: plain(result.confidence.high.lenient) },
    quoted: plain(result.quoted),
    unclassified: result.unclassified,
    money: { n: result.money.n, strict: plain(result.money.strict), lenient: plain(result.money.lenient) },
    intervals: {
      strict: [result.strict.low, result.strict.high],
      lenient: [result.lenient.low, result.lenient.high],
      recallDestructiveFinancial: [result.recallDestructiveFinancial.low, result.recallDestructiveFinancial.high],
    },
    classes: Object.fromEntries(
      categories.map((category) => {
        const { n, precision, recall } = result.classes[category]
        return [category, { n, precision: plain(precision), recall: plain(recall) }]
      }),
    ),
    confusion: result.confusion,
    confidence: Object.fromEntries(
      Object.entries(result.confidence).map(([confidence, { n, share, strict, lenient }]) => [
        confidence,
        { n, share, strict: plain(strict), lenient: plain(lenient) },
      ]),
    ),
  }
}

function speed(tools: readonly LabelledTool[], rules: CompiledRules): number {
  const pass = () => {
    for (const { tool, context } of tools) assess(tool, context, rules, false)
  }
  pass()
  const began = performance.now()
  let passes = 0
  do {
    pass()
    passes++
  } while (performance.now() - began < 500)
  return Math.round((passes * tools.length * 1000) / (performance.now() - began))
}

const withInterval = ({ value, low, high }: Share) =>
  `${percent(value).padStart(7)}  (${percent(low)} to ${percent(high)})`

function print(file: string, result: Evaluation, total: number, toolsPerSecond: number): void {
  const line = (label: string, text: string) => console.log(`${label.padEnd(34)} ${text}`)
  console.log(
    `${file}: ${result.n === total ? total : `${result.n} of ${total}`} labelled tools; in brackets the 95 % interval\n`,
  )
  line('strict', withInterval(result.strict))
  line('lenient', withInterval(result.lenient))
  line('recall, Destructive and Financial', withInterval(result.recallDestructiveFinancial))
  line('with a quoted span', withInterval(result.quoted))
  line('unclassified', String(result.unclassified))
  line(`servers with money (${result.money.n}), strict`, withInterval(result.money.strict))
  line(`servers with money (${result.money.n}), lenient`, withInterval(result.money.lenient))
  line('tools a second, one core', toolsPerSecond.toLocaleString('en'))
  console.log('\nconfidence      n   share   strict  lenient')
  for (const [confidence, { n, share, strict, lenient }] of Object.entries(result.confidence))
    console.log(
      `${confidence.padEnd(12)} ${String(n).padStart(4)} ${percent(share).padStart(7)} ${percent(strict.value).padStart(8)} ${percent(lenient.value).padStart(8)}`,
    )
  console.log(`\n${'label'.padEnd(12)}    n  precision   recall   ${verdicts.map((one) => one.padStart(12)).join('')}`)
  for (const category of categories) {
    const { n, precision, recall } = result.classes[category]
    const row = verdicts.map((verdict) => String(result.confusion[category][verdict]).padStart(12)).join('')
    console.log(
      `${category.padEnd(12)} ${String(n).padStart(4)} ${percent(precision.value).padStart(10)} ${percent(recall.value).padStart(8)}   ${row}`,
    )
  }
}

function missText({ labelled, inferred, lenient }: Answer): string {
  const { server, tool, category, alternates } = labelled
  const wanted = [category, ...alternates].join(' or ')
  return [
    `\n${lenient ? 'alternate' : 'miss'}: ${server} / ${plainText(tool.name)}: ${wanted}, rated ${inferred.category} (${inferred.confidence})`,
    `  ${plainText(descriptionOf(tool).replace(/\s+/g, ' ').slice(0, 160).toWellFormed())}`,
    `  for: ${inferred.evidence.map(evidenceText).join('; ') || 'nothing'}`,
    `  against: ${inferred.counterEvidence.map(evidenceText).join('; ') || 'nothing'}`,
  ].join('\n')
}

const evidenceText = ({ rule, category, quote, points }: Evidence) =>
  `${category} ${rule} “${plainText(quote.slice(0, 60).toWellFormed())}” ${points.toFixed(1)}`

function printConsistency(rules: CompiledRules, folder: string | undefined, json: boolean): void {
  const from = folder ?? sharedBulk()
  const servers =
    from === undefined
      ? readSnapshots(folders().catalogue).map(({ id, tools }) => ({ server: id, tools }))
      : readBulk(from)
  const result = consistency(servers, rules)
  if (json) {
    console.log(JSON.stringify(result, null, 2))
    return
  }
  console.log(
    `${from ?? folders().catalogue}: ${result.tools.toLocaleString('en')} tools with ${result.groups.toLocaleString('en')} names`,
  )
  printGroups('the same name', result.sameName)
  printGroups('the same verb in the name', result.sameVerb)
}

function printGroups(what: string, groups: Consistency['sameName']): void {
  const others = groups.reduce((sum, group) => sum + group.others.length, 0)
  console.log(`\n${groups.length} groups with ${what} differ, in ${others} tools:`)
  for (const group of groups) console.log(groupText(group))
}

/** What made each member differ: its strongest signal, which is never the name that the group shares. */
function groupText({ key, counts, others }: Group): string {
  const tally = counts.map(([category, count]) => `${count} ${category}`).join(', ')
  const members = others.slice(0, 12).map(({ server, tool, inferred }) => {
    const because = inferred.evidence.find(({ field }) => field !== 'name') ?? inferred.evidence[0]
    return `    ${inferred.category} (${inferred.confidence}) ${plainText(`${server} / ${tool}`)}: ${because ? evidenceText(because) : 'no evidence'}`
  })
  const more = others.length > 12 ? [`    … ${others.length - 12} more`] : []
  return [`  ${plainText(key)}: ${tally}`, ...members, ...more].join('\n')
}
