import * as cedarWasm from '@cedar-policy/cedar-wasm/nodejs'
import { CedarDecimal } from '../policy/core/cedar-decimal.ts'
import { parseYamlOnce } from '../policy/core/read-text.ts'
import type { Snippet } from '../policy/core/snippet.ts'
import { satisfyAll } from '../policy/prove/sample-arguments.ts'
import { contextOf } from '../policy/targets/toolhive/simulate.ts'
import { fewTrials } from './few-trials.ts'
import { PolicySlices, readPolicy } from './policy-slices.ts'
import { unlistedTools } from './unlisted-tools.ts'

/** Something that is asked about: a call of a tool, a prompt or a resource. */
export interface ToolhiveRequest {
  type: 'Tool' | 'Prompt' | 'Resource'
  id: string
  args?: Record<string, unknown>
}

const ACTIONS = { Tool: 'call_tool', Prompt: 'get_prompt', Resource: 'read_resource' } as const

/** What ToolHive answers; a policy that cannot be evaluated refuses the request. */
export type AskToolhive = (request: ToolhiveRequest) => boolean

/**
 * Reads a file or a resource of ToolHive as its proxy does: each policy by itself, and arguments as it hands them to Cedar.
 * @returns why Cedar does not take a policy, or what it answers.
 */
export function toolhiveCedar(text: string): { problems: string[] } | { ask: AskToolhive } {
  const document = parseYamlOnce(text) as ToolhiveDocument
  const policies = document.cedar?.policies ?? document.spec?.authzConfig.inline.policies ?? []
  // One policy a string, which the parser of a single policy makes sure of.
  const problems = policies.flatMap((policy) => {
    const read = readPolicy(policy)
    return 'problems' in read ? read.problems.map((message) => `failed to parse policy: ${message}`) : []
  })
  if (problems.length > 0) return { problems }
  // A file and a resource of the same policies follow each other.
  const key = JSON.stringify(policies)
  if (last?.key !== key) last = { key, ask: asking(policies) }
  return { ask: last.ask }
}

let last: { key: string; ask: AskToolhive } | undefined

interface ToolhiveDocument {
  cedar?: { policies: string[] }
  spec?: { authzConfig: { inline: { policies: string[] } } }
}

/** Asks Cedar about requests, each of them once. */
function asking(policies: readonly string[]): AskToolhive {
  const slices = new PolicySlices(PARSED, policies, 'resource')
  const answers = new Map<string, boolean>()
  const answerTo = ({ type, id, args = {} }: ToolhiveRequest) => {
    const answer = cedarWasm.statefulIsAuthorized({
      principal: { type: 'Client', id: 'someone' },
      action: { type: 'Action', id: ACTIONS[type] },
      resource: { type, id },
      context: cedarContext(args),
      preparsedPolicySetId: slices.setFor(id),
      entities: [],
    })
    if (answer.type === 'failure') throw new Error(answer.errors.map(({ message }) => message).join('; '))
    const { decision, diagnostics } = answer.response
    return decision === 'allow' && diagnostics.errors.length === 0
  }
  return (request) => {
    const key = JSON.stringify(request)
    const passes = answers.get(key) ?? answerTo(request)
    answers.set(key, passes)
    return passes
  }
}

// Policies are parsed once and asked many times; the next text takes the place of the last.
const PARSED = 'toolhive'

const cedarContext = (args: unknown): cedarWasm.Context =>
  Object.fromEntries(
    Object.entries(contextOf(args)).map(([name, value]) => [
      name,
      value instanceof CedarDecimal ? { __extn: { fn: 'decimal', arg: value.toString() } } : value,
    ]),
  )

const trialsFor = fewTrials()

/** Authorizes calls: without arguments, as ToolHive filters its list, and with good, wrong and missing ones. */
export function checkToolhive({ text, effects, conditions, defaultEffect }: Snippet): string[] {
  const read = toolhiveCedar(text)
  if ('problems' in read) return read.problems
  const problems: string[] = []
  const expect = (request: ToolhiveRequest, expected: boolean, what = 'no arguments') => {
    const passes = read.ask(request)
    if (passes !== expected)
      problems.push(`${request.id}: Cedar ${passes ? 'allows' : 'refuses'} ${ACTIONS[request.type]} with ${what}`)
  }
  for (const [id, effect] of effects) {
    expect({ type: 'Tool', id }, effect === 'allow' || effect === 'limit')
    const own = conditions.get(id)
    for (const { args, what } of own ? trialsFor(own, id, text) : [])
      expect({ type: 'Tool', id, args }, satisfyAll(own ?? [], args), what)
  }
  // Prompts and resources stay open where unlisted tools do.
  const isOpen = defaultEffect === 'allow'
  for (const id of unlistedTools(effects)) expect({ type: 'Tool', id }, isOpen)
  expect({ type: 'Prompt', id: 'greeting' }, isOpen)
  expect({ type: 'Resource', id: 'file:///readme' }, isOpen)
  return problems
}
