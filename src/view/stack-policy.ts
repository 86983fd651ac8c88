import { joinSnippets } from '../policy/core/combine.ts'
import { fileText } from '../policy/core/file-text.ts'
import { renderPosture } from '../policy/core/render-posture.ts'
import type { Snippet, SnippetEffect } from '../policy/core/snippet.ts'
import type { RenderTarget } from '../policy/core/target.ts'
import { loadCombine } from '../policy/targets/combiners.ts'
import { loadTarget } from '../policy/targets/load.ts'
import type { Posture } from '../schema/posture.ts'
import type { Rule } from '../schema/rule.ts'
import type { RulesFile } from './rules-file.ts'

/** The rules of one server under the reader's own name for it. */
export interface KeyedRules {
  key: string
  file: RulesFile
  /** Slugs of tools that need approval, whatever the posture says. */
  approve?: ReadonlySet<string>
}

/** One file to save. */
export interface PolicyFile {
  file: string
  text: string
  /** What it is, for a file that comes with another one. */
  about?: string
}

/** The policy of a stack for one target. */
export interface StackPolicy {
  /** One file for all servers, or one for each where the target wants it so, with the files that come with them. */
  files: PolicyFile[]
  limitations: string[]
  /** Servers for which the target has no text, by key, with the reason. */
  refusals: { key: string; what: string }[]
  /** Where the file goes, as the target's page answers it. */
  place: string
  /** Modes of the client in which it does not ask although the file says so; empty where there are none, or nothing is asked. */
  unasked: string
  /** What becomes of each tool, by key and by name. */
  effects: Map<string, ReadonlyMap<string, SnippetEffect>>
}

/**
 * Renders the rules of several servers as the policy command does.
 * @param servers each under a key of its own.
 * @throws {Error} for a target that does not exist, and where its code cannot be fetched.
 */
export async function stackPolicy(
  servers: readonly KeyedRules[],
  { target: id, posture, gateway }: { target: string; posture: Posture; gateway?: string },
): Promise<StackPolicy> {
  const [target, combine] = await Promise.all([loadTarget(id), loadCombine(id)])
  const snippets = servers.map(({ key, file, approve }) => {
    const rules = file.tools.map(({ slug, rules: own }) =>
      approve?.has(slug) ? withApproval(own[posture]) : own[posture],
    )
    return renderPosture(target, rules, posture, {
      defaultEffect: 'deny',
      serverKey: key,
      tools: new Map(file.tools.map(({ tool }) => [tool.name, tool])),
      ...(gateway === undefined ? {} : { gateway }),
    }).snippet
  })
  const rendered = snippets.filter(({ refusal }) => refusal === undefined)
  // As the command does: several servers become one file, even where only one of them has a text.
  const combined = combine && snippets.length > 1 && rendered.length > 0 ? joinSnippets(combine, rendered) : undefined
  const texts = combined ? [combined] : rendered
  const effects = new Map(snippets.map((snippet) => [snippet.serverKey, effectsOf(snippet)]))
  const asks = [...effects.values()].some((one) => [...one.values()].includes('ask'))
  const file = texts[0]?.file ?? target.fileName(servers[0]?.key ?? '')
  return {
    place: `${target.questions[0].ask} ${target.questions[0].answer.replaceAll('{file}', () => file)}`,
    unasked: asks ? unaskedWords(target) : '',
    files: texts.flatMap(({ file, text, limitations }, index) => [
      { file, text: fileText(text, target.language, limitations) },
      ...(combined ? [] : companionsOf(rendered[index])),
    ]),
    limitations: [...new Set(texts.flatMap(({ limitations }) => limitations.map(({ what }) => what)))],
    refusals: snippets.flatMap(({ serverKey, refusal }) =>
      refusal === undefined ? [] : [{ key: serverKey, what: refusal }],
    ),
    effects,
  }
}

const companionsOf = (snippet: Snippet<RenderTarget> | undefined): PolicyFile[] =>
  (snippet?.companions ?? []).map(({ file, text, about }) => ({ file, text, about }))

/** What a snippet does with the tools that it lists; with the others what it does with unlisted tools. */
function effectsOf({
  effects,
  defaultEffect,
  tools,
  refusal,
}: Snippet<RenderTarget>): ReadonlyMap<string, SnippetEffect> {
  if (refusal !== undefined) return new Map()
  return new Map([...(tools?.keys() ?? [])].map((name) => [name, effects.get(name) ?? defaultEffect]))
}

/** In which modes what is to be asked about passes, as a sentence; empty where there is no such mode. */
function unaskedWords({ label, modes = [] }: RenderTarget): string {
  const names = modes.filter(({ meets }) => meets.ask === 'passes').map(({ name }) => name)
  if (names.length === 0) return ''
  return `${label} does not ask in ${names.length === 1 ? 'this mode' : 'these modes'}, whatever the file says: ${names.join('; ')}.`
}

/** The rule with approval for each call, also where nobody can be asked. */
const withApproval = (rule: Rule): Rule =>
  rule.effect === 'allow' || rule.effect === 'ask'
    ? {
        ...rule,
        effect: 'ask',
        limits: [],
        unattended: [],
        conditions: [],
        reason: 'With other tools of this agent it can send private data away, so each call needs approval.',
      }
    : rule
