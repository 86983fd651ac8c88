import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { readAttacks } from '../../src/catalogue/read-attacks.ts'
import type { Grade } from '../../src/schema/attack.ts'

const { attacks, mitigations } = readAttacks('content')
/** Mitigations that are rules about tool calls. */
const rules = new Set(mitigations.filter(({ rule }) => rule !== undefined).map(({ id }) => id))

interface Verdict {
  grade: Grade
  types: readonly string[]
  text: string
  /** The section "What would not have stopped it". */
  not?: string
}

/** What a rule about calls, or the question before one, does. */
const ACTS = '(refus|stop|hold|den(y|ies)|ask|show|let|keep|block|clos|prevent|find|end)\\w*'
/** Says that a rule holds the call: "A rule that asks before each comment", "a list of recipients refuses it". */
const PROMISES = [
  new RegExp(
    `\\b(rule|policy|posture|check|lint|list|cap|limit|approval|gateway|supervised execution|client that asks)s?\\b[^.]*\\b${ACTS}\\b`,
    'i',
  ),
  /\b(rule|policy|approval)s?\b[^.]*\bwould have\b/i,
  /\bleave the (shell|tool) out\b/i,
  /(^|[.:;] |, and )(deny|denying|ask|asking|approval|forbid|switch|let the client)\b/i,
  /\b(the|its|own|client['’]s|clients['’] own) (rule|setting|flag)s?\b[^.]*\b(help|holds|refuses|is the client)/i,
]
/** Says that no rule takes part: "rules about tools do not see it", "no tool was called". */
const DENIALS = [
  /\b(rules?|polic(y|ies))\b[^.:;]*\b(does not|do not|cannot|could not|would not have) (see|seen|help|sees)/i,
  /\bno (rule|policy|policies)\b[^.]*\b(see|sees|saw|sits|takes part|could|before|there)\b/i,
  /\bno (tool|call|client|agent made)\b|\b(no|not in a) tool calls?\b|\bnot through a client\b|\bbefore any rule\b|\bbefore (a|any) tool\b|\bpast (them|the client)\b|\bthe browser loaded\b/i,
  /\bcan change any policy\b|\bway around the policy\b|\bsees? nothing\b/i,
]
/** Sentences about something else than this attack: "Where your own agent reads mail, ask before each command". */
const elsewhere = /^(where your|policies for tools protect your own)/i
/** What a promise in part is limited by. */
const LIMITS =
  /\b(not|only|if|unless|until|cannot|never|neither|no|part|others?|another|rather|where|weaker|narrow|belongs?|later|several|one of)\b/i
/** Says that rules about MCP tools do not see a tool that the client has built in. */
const SOMEBODY_ELSE =
  /(rules? about MCP tools|a rule about tools|rules of (the|a) client)[^.]*\b(do not|does not|would not have) (see|seen)/i

const sentences = (text: string) =>
  text.split(/(?<=[.!?])\s+/).filter((sentence) => sentence !== '' && !elsewhere.test(sentence))
const says = (text: string, patterns: readonly RegExp[]) =>
  sentences(text).some((sentence) => patterns.some((pattern) => pattern.test(sentence)))
/** Whether a sentence promises without denying in the same breath. */
const promises = (text: string) =>
  sentences(text).some(
    (sentence) => PROMISES.some((one) => one.test(sentence)) && !DENIALS.some((one) => one.test(sentence)),
  )

/** Where the grade of an attack says something else than its text, its types or its section. */
function contradictions({ grade, types, text, not = '' }: Verdict): string[] {
  const ruled = types.filter((type) => rules.has(type))
  const found: string[] = []
  if (grade === 'no') {
    if (!says(text, DENIALS)) found.push('"no", and the text does not say why no rule sees the call')
    if (
      /\b(rule|policy|approval|deny rule)s?\b[^.]*\b(refuses|stops|would have (?!been)(?!seen))/i.test(positive(text))
    )
      found.push('"no", and the text says that a rule would have held it')
    if (ruled.length > 0) found.push(`"no", and a rule about calls is named: ${ruled.join(', ')}`)
  } else {
    if (!promises(text)) found.push(`"${grade}", and the text names no rule that holds the call`)
    if (types.length === 0) found.push(`"${grade}", and nothing is named that helps`)
  }
  if (grade === 'likely') {
    if (ruled.length === 0 && !types.includes('definition-lint'))
      found.push('"likely", and no rule about calls is named')
    if (SOMEBODY_ELSE.test(text) || says(text, DENIALS.slice(1, 3)))
      found.push('"likely", and the text says that rules do not see the call')
    if (!promises(sentences(text).slice(0, 4).join(' '))) found.push('"likely", and the rule comes late in the text')
  }
  if (grade === 'partial' && !LIMITS.test(text)) found.push('"partial", and the text names no limit')
  if (grade !== 'no' && /\b(any|every) (policy|rule)s? (about|for) (tools|calls)\b/i.test(not))
    found.push(`"${grade}", and the section says that no rule would have helped`)
  return found
}

/** The sentences of a text that deny nothing. */
const positive = (text: string) =>
  sentences(text)
    .filter((sentence) => !DENIALS.some((one) => one.test(sentence)))
    .filter((sentence) => !/\bwould not\b|\bnetwork\b/i.test(sentence))
    .join(' ')

const verdicts = attacks.map(({ id, containment }) => {
  const [, not = ''] =
    /\n## What would not have stopped it\n\n([\s\S]*)$/.exec(readFileSync(`content/attacks/${id}.mdx`, 'utf8')) ?? []
  return { id, ...containment, not }
})

test('the grade of every attack agrees with its text, the mitigations it names and its sections', () => {
  const wrong = verdicts.flatMap((one) => contradictions(one).map((what) => `${one.id}: ${what}`))
  assert.deepEqual(wrong, [])
})

test('a grade that says something else than the text is found', () => {
  for (const [verdict, expected] of [
    [
      { grade: 'no', types: [], text: 'A rule that asks before each transfer would have refused the call.' },
      /a rule would have held it/,
    ],
    [
      { grade: 'no', types: ['deny'], text: 'The program started before a tool was called, so rules do not see it.' },
      /a rule about calls is named: deny/,
    ],
    [{ grade: 'no', types: [], text: 'The vendor has corrected it. Upgrade.' }, /does not say why/],
    [
      {
        grade: 'likely',
        types: ['approval'],
        text: 'The request went to a port; no tool was called, so rules see nothing.',
      },
      /rules do not see the call/,
    ],
    [{ grade: 'likely', types: ['sandbox'], text: 'A rule that denies the tool refuses it.' }, /no rule about calls/],
    [{ grade: 'partial', types: ['approval'], text: 'A rule that asks before each call shows it.' }, /names no limit/],
    [{ grade: 'partial', types: ['version-pin'], text: 'Upgrade. Old versions are not safe.' }, /names no rule/],
    [
      {
        grade: 'likely',
        types: ['deny'],
        text: 'A rule that denies the tool refuses it.',
        not: 'Any policy about calls.',
      },
      /section says that no rule/,
    ],
  ] as const)
    assert.match(contradictions(verdict).join('\n'), expected, verdict.text)
})

test('the catalogue with its grades exchanged is full of contradictions', () => {
  const share = (from: Grade, to: Grade) => {
    const own = verdicts.filter(({ grade }) => grade === from)
    return own.filter((one) => contradictions({ ...one, grade: to }).length > 0).length / own.length
  }
  assert.equal(share('no', 'likely'), 1)
  assert.equal(share('likely', 'no'), 1)
  assert.ok(share('no', 'partial') > 0.8)
  assert.ok(share('partial', 'no') > 0.9)
})
