import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { combine } from '../../policy/core/combine.ts'
import type { Decision } from '../../policy/core/simulation.ts'
import type { DefaultEffect, Snippet, SnippetEffect } from '../../policy/core/snippet.ts'
import type { Engine } from '../engine.ts'
import { unlistedTools } from '../unlisted-tools.ts'
import { claudeCodeClient } from './claude-code.ts'
import type { Client, Outcome } from './client.ts'
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
  /** @param snippets one for each server, of one target; those of several servers are combined as the target does it. */
  checkTogether(snippets: readonly Snippet[]): Promise<string[]>
}

/**
 * The clients as engines: each runs with the policy in its place and is asked to call every tool that is named and some
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
      check: (snippet) => checkTogether([snippet]),
      checkTogether,
    }
  })
}

async function check(client: Client, snippets: readonly Snippet[], installed: string): Promise<string[]> {
  const [first] = snippets
  if (!first) return []
  const policy = { target: first.target.id, text: snippets.length === 1 ? first.text : combine(snippets).text }
  const named = snippets.map((snippet) => ({
    snippet,
    tools: [...snippet.effects.keys(), ...unlistedTools(snippet.effects).filter((tool) => PLAIN.test(tool))],
  }))
  const byKey = new Map(named.map(({ snippet, tools }) => [snippet.serverKey, tools]))
  let runs: Outcome[][]
  try {
    runs = await Promise.all(client.modes.map((mode) => trial(mode, policy, byKey, installed)))
  } catch (error) {
    return [(error as Error).message]
  }
  const asked = named.flatMap(({ snippet, tools }) => tools.map((tool) => ({ snippet, tool })))
  // Whatever went wrong before a tool was offered would else look like a policy that hides everything.
  if (
    !asked.every(({ snippet, tool }) => HIDDEN.includes(claimed(tool, snippet))) &&
    runs.every((run) => run.every(isHidden))
  )
    return [`${client.label} offered no tool to the model`]
  return asked.flatMap(({ snippet, tool }, index) => {
    const outcomes = runs.flatMap((run) => run[index] ?? [])
    const decision = client.decision(outcomes, snippet.target.id)
    const shown = outcomes.map(({ met, said }) => `${met} ${said.slice(0, 200)}`.trim()).join('; ')
    return ACCEPTED[claimed(tool, snippet)].includes(decision)
      ? []
      : [`${tool} of ${snippet.serverKey}: ${client.label} does ${decision} (${shown})`]
  })
}

// Clients make one name of several that differ in other characters, and offer only one of the tools then.
const PLAIN = /^[A-Za-z0-9_-]{1,40}$/

type Claim = SnippetEffect | `unlisted ${DefaultEffect}`
const claimed = (tool: string, { effects, defaultEffect }: Snippet): Claim =>
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
}
