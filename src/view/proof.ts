import type { Content } from '../catalogue/read-content.ts'
import type { Proof, ProofGrade, Target } from '../policy/core/target.ts'
import type { TargetCases } from '../schema/cases.ts'
import type { Verified } from '../schema/verified.ts'
import { dateWords } from './attack-page.ts'
import { proofBadges } from './proof-words.ts'

/** What the pages of a target say was checked, by what and how often. */
export interface PageProof {
  grade: ProofGrade
  /** The strongest grade in words. */
  badge: string
  /** One line for each proof, the strongest first, and one about the vendor's cases where there are any. */
  lines: string[]
}

/** The proofs of a target with what `verify --record` counted for each, and the vendor's cases that it passes. */
export function pageProof(
  { id, proof }: Pick<Target, 'id' | 'proof'>,
  { verified, cases }: Pick<Content, 'verified' | 'cases'>,
): PageProof {
  const recorded = Object.hasOwn(verified, id) ? verified[id] : undefined
  const [{ grade }] = proof
  return {
    grade,
    badge: proofBadges[grade],
    lines: [...proof.map((one) => proofWords(one, recorded)), ...caseWords(cases.get(id))],
  }
}

function proofWords({ grade, by, version, read }: Proof, recorded: Verified[string] | undefined): string {
  const seen = recorded?.engines.find((engine) => engine.by === by || engine.by.startsWith(`${by} `))
  const name = seen?.by ?? (version === undefined ? by : `${by} ${version}`)
  const when = read === undefined ? '' : `, read ${dateWords(read)}`
  const snippets = recorded ? `, with ${counted(recorded.snippets, 'snippet')}` : ''
  if (seen) {
    const count = counted(seen.count, seen.of === 'files' ? 'server policy' : 'snippet')
    return `${TESTED[grade]} ${name}${when}, with ${count}`
  }
  if (grade === 'model' && version === undefined) return `${TESTED.model} our model of ${name}${when}${snippets}`
  return `${TESTED[grade]} ${name}${when}, with samples`
}

const TESTED: Record<ProofGrade, string> = {
  product: 'Tested in',
  schema: 'Checked against',
  model: 'Checked against',
}

function caseWords(cases: TargetCases | undefined): string[] {
  if (!cases) return []
  const count = (kind: TargetCases['cases'][number]['kind']) => cases.cases.filter((one) => one.kind === kind).length
  const kinds = [
    [count('test'), 'from its tests'],
    [count('docs'), 'from its documentation'],
    [count('run'), 'seen in the product'],
  ] as const
  const parts = kinds.flatMap(([number, from]) => (number > 0 ? [`${number.toLocaleString('en')} ${from}`] : []))
  return [`Passes ${counted(cases.cases.length, 'vendor case')}: ${parts.join(', ')} (${sourceWords(cases.source)})`]
}

function sourceWords(source: TargetCases['source']): string {
  const what =
    'repository' in source
      ? `${source.repository} ${source.commit}`
      : 'package' in source
        ? `${source.package} ${source.version}`
        : source.documentation
  return `${what}, read ${dateWords(source.read)}`
}

const PLURALS = { snippet: 'snippets', 'server policy': 'server policies', 'vendor case': 'vendor cases' } as const

const counted = (count: number, noun: keyof typeof PLURALS) =>
  `${count.toLocaleString('en')} ${count === 1 ? noun : PLURALS[noun]}`
