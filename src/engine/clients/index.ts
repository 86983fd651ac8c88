import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { combine } from '../../policy/core/combine.ts'
import type { Decision } from '../../policy/core/simulation.ts'
import type { DefaultEffect, Snippet, SnippetEffect } from '../../policy/core/snippet.ts'
import type { ModeCall, ModeOutcome, TargetMode } from '../../policy/core/target-mode.ts'
import { argumentTrials } from '../../policy/prove/argument-trials.ts'
import { satisfyAll } from '../../policy/prove/sample-arguments.ts'
import type { Engine } from '../engine.ts'
import { unlistedTools } from '../unlisted-tools.ts'
import { claudeCodeClient } from './claude-code.ts'
import { type Client, careful, type Mode, type Outcome, type TriedCall } from './client.ts'
import { codexClient } from './codex.ts'
import { copilotCliClient } from './copilot-cli.ts'
import { geminiCliClient } from './gemini-cli.ts'
import { opencodeClient } from './opencode.ts'
import { trial } from './trial.ts'

/** Every agent that policies are tried in. */
export const clients: readonly Client[] = [
  claudeCodeClient,
  codexClient,
  copilotCliClient,
  geminiCliClient,
  opencodeClient,
]

/** A client as an engine, which also takes the policies of several servers in one file. */
export interface ClientEngine extends Engine {
  client: Client
  /** The folder that holds the node_modules of the clients. */
  installed: string
  /** @param snippets one for each server, of one target; those of several servers are combined as the target does it. */
  checkTogether(snippets: readonly Snippet[]): Promise<string[]>
  /**
   * Runs the client in a mode of the target and compares what comes of the calls with what the target says of the mode.
   * @returns undefined for a mode that cannot be run without a person or a classifier.
   */
  checkMode(mode: TargetMode, snippet: Snippet): Promise<string[]> | undefined
}

/**
 * The clients as engines: each runs with the policy in its place and is asked to call every tool that is listed and some
 * that are not. A run takes a second or two, so they check whole files.
 * @param installed the folder that holds the node_modules of what content/clients pins.
 */
export function clientEngines(installed: string): readonly ClientEngine[] {
  return clients.map((client) => {
    const { version } = JSON.parse(
      readFileSync(join(installed, 'node_modules', client.package, 'package.json'), 'utf8'),
    )
    const checkTogether = (snippets: readonly Snippet[]) => check(client, snippets, installed)
    return {
      id: client.id,
      name: `${client.label} ${version}`,
      targets: client.targets,
      client,
      installed,
      check: (snippet) => checkTogether([snippet]),
      checkTogether,
      checkMode(described, snippet) {
        const mode = client.modes[described.id]
        return mode && checkMode(client, mode, described, snippet, installed)
      },
    }
  })
}

/** One call, and what is said of it. */
interface Asked extends TriedCall {
  snippet: Snippet
  claim: Claim
  /** What is unusual about its arguments; empty where the tool has no conditions. */
  what: string
}

async function check(client: Client, snippets: readonly Snippet[], installed: string): Promise<string[]> {
  const [first] = snippets
  if (!first) return []
  const asked = snippets.flatMap(callsOf)
  const modes = [client.careful, ...(client.open ? [client.open] : [])]
  const tried = await runAll(client, modes, snippets, asked, installed)
  if ('problem' in tried) return [tried.problem]
  const { runs } = tried
  // Whatever went wrong before a tool was offered would else look like a policy that hides everything.
  if (!asked.every(({ claim }) => HIDDEN.includes(claim)) && runs.every((run) => run.every(isHidden)))
    return [`${client.label} offered no tool to the model`]
  return asked.flatMap(({ snippet, tool, claim, what }, index) => {
    const outcomes = runs.flatMap((run) => run[index] ?? [])
    const decision = decisionOf(client, outcomes, first.target.id)
    return decision && ACCEPTED[claim].includes(decision)
      ? []
      : [
          `${tool} of ${snippet.serverKey}${what}: ${client.label} does ${decision ?? 'what no rule does'} (${shown(outcomes)})`,
        ]
  })
}

async function checkMode(
  client: Client,
  mode: Mode,
  { id, meets, headless }: TargetMode,
  snippet: Snippet,
  installed: string,
): Promise<string[]> {
  const asked = callsOf(snippet)
  const tried = await runAll(client, [mode], [snippet], asked, installed)
  if ('problem' in tried) return [tried.problem]
  return asked.flatMap(({ tool, claim, what }, index) => {
    const outcome = tried.runs[0]?.[index]
    const call = MODE_CALLS[claim]
    const wanted = headless?.[call] ?? meets[call]
    if (!outcome || wanted === undefined || MET[wanted].includes(outcome.met)) return []
    return [`${tool}${what} in the mode ${id} is said to be ${wanted}: ${client.label} shows ${shown([outcome])}`]
  })
}

async function runAll(
  client: Client,
  modes: readonly Mode[],
  snippets: readonly Snippet[],
  asked: readonly Asked[],
  installed: string,
): Promise<{ runs: Outcome[][] } | { problem: string }> {
  const [first] = snippets
  const text = snippets.length === 1 ? (first?.text ?? '') : combine(snippets).text
  const policy = { target: first?.target.id ?? '', text }
  const calls = Map.groupBy(asked, ({ snippet }) => snippet.serverKey)
  try {
    return { runs: await Promise.all(modes.map((mode) => trial(client, mode, policy, calls, installed))) }
  } catch (error) {
    return { problem: (error as Error).message }
  }
}

/** The calls that show what a snippet does: listed and unlisted tools, and arguments that meet its conditions or do not. */
function callsOf(snippet: Snippet): Asked[] {
  const unlisted = unlistedTools(snippet.effects).filter((tool) => PLAIN.test(tool))
  return [...snippet.effects.keys(), ...unlisted].flatMap((tool): Asked[] => {
    const claim = claimOf(tool, snippet)
    const conditions = snippet.conditions.get(tool) ?? []
    if (conditions.length === 0) return [{ snippet, tool, claim, args: {}, what: '' }]
    return argumentTrials(conditions).map(({ args, what }) => ({
      snippet,
      tool,
      args,
      what: ` with ${what}`,
      claim: satisfyAll(conditions, args) ? claim : 'wrong arguments',
    }))
  })
}

function decisionOf(client: Client, outcomes: readonly Outcome[], target: string): Decision | undefined {
  // A run that opens everything says nothing more where there is none.
  const both = client.open ? outcomes : [...outcomes, ...outcomes]
  return client.decision ? client.decision(both, target) : careful(both)
}

const shown = (outcomes: readonly Outcome[]) =>
  outcomes.map(({ met, said }) => `${met} ${said.slice(0, 200)}`.trim()).join('; ')

// Clients make one name of several that differ in other characters, and offer only one of the tools then.
const PLAIN = /^[A-Za-z0-9_-]{1,40}$/

type Claim = SnippetEffect | `unlisted ${DefaultEffect}` | 'wrong arguments'
const claimOf = (tool: string, { effects, defaultEffect }: Snippet): Claim =>
  effects.get(tool) ?? `unlisted ${defaultEffect}`
const HIDDEN: Claim[] = ['hide', 'unlisted deny']
const isHidden = ({ met }: Outcome) => met === 'hidden'

const ACCEPTED: Record<Claim, Decision[]> = {
  allow: ['pass'],
  limit: [],
  ask: ['ask'],
  deny: ['deny'],
  hide: ['hide'],
  'unlisted allow': ['unset'],
  'unlisted ask': ['ask'],
  'unlisted deny': ['deny', 'hide'],
  'wrong arguments': ['deny', 'hide'],
}

const MODE_CALLS: Record<Claim, ModeCall> = {
  allow: 'allow',
  limit: 'allow',
  ask: 'ask',
  deny: 'deny',
  hide: 'deny',
  'unlisted allow': 'unlisted',
  'unlisted ask': 'unlisted',
  'unlisted deny': 'deny',
  'wrong arguments': 'deny',
}

/** What a run without a person shows of each outcome. A mode may refuse in words of its own. */
const MET: Record<ModeOutcome, Outcome['met'][]> = {
  passes: ['passed'],
  asks: ['asked'],
  refused: ['asked', 'denied', 'failed'],
  hidden: ['hidden'],
  judged: ['hidden', 'passed', 'asked', 'denied', 'failed'],
}
