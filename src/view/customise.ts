import { describeSnippet } from '../policy/core/describe-effect.ts'
import type { Language } from '../policy/core/language.ts'
import { renderPosture } from '../policy/core/render-posture.ts'
import type { Companion } from '../policy/core/snippet.ts'
import type { RenderTarget, TargetKind } from '../policy/core/target.ts'
import { loadTarget } from '../policy/targets/load.ts'
import type { Posture } from '../schema/posture.ts'
import type { Rule } from '../schema/rule.ts'
import type { RulesFile } from './rules-file.ts'

/** What the reader chose. */
export interface Choice {
  posture: Posture
  /** The reader's own name for the server. */
  serverKey: string
  /** The reader's gateway; a placeholder when absent. */
  gateway?: string
  /** One tool by the last part of its address; the whole server when this and `slugs` are absent. */
  slug?: string
  /** Some tools in the same way. Like one tool alone, they leave the others of the server as they were. */
  slugs?: readonly string[]
  /** What is done with these tools, instead of what the posture does with them. */
  effect?: 'ask' | 'deny'
}

/** A snippet as a page shows it, with what the page says of its target. */
export interface Customised {
  /** Id of the target. */
  target: string
  label: string
  kind: TargetKind
  language: Language
  /** What the product is, as a sentence. */
  about: string
  /** Oldest version that reads the snippet, in words. */
  minimumVersion: string
  /** What checks its snippets, the strongest first. */
  proof: RenderTarget['proof']
  /** Where the file goes, as a question with its answer. */
  place: { ask: string; answer: string }
  /** What a reader gives as the gateway, for a target that names one. */
  gateway?: string
  /** Whether the file names the tools that pass. */
  listsAllowed: boolean
  file: string
  text: string
  /** Why there is no text for these tools alone. */
  refusal?: string
  /** What the snippet does, of one tool alone. */
  summary: string
  points: string[]
  limitations: string[]
  companions: Pick<Companion, 'file' | 'about' | 'language' | 'text'>[]
}

/**
 * The snippet of one target for what the reader chose; the same code that renders the pages, run where the reader is. It
 * fetches the code of this target alone.
 * @param record the rules of a server, or of as many of its tools as are wanted.
 * @throws {Error} where no target has the id, and where its code cannot be fetched.
 */
export async function customise(record: RulesFile, choice: Choice & { target: string }): Promise<Customised> {
  return customised(await loadTarget(choice.target), record, choice)
}

/** The same with the target at hand. */
export function customised(target: RenderTarget, { tools }: RulesFile, choice: Choice): Customised {
  const { posture, serverKey, gateway, slug, slugs = slug === undefined ? undefined : [slug], effect } = choice
  const chosen = tools.filter((one) => slugs === undefined || slugs.includes(one.slug))
  const rules = chosen.map((one) => (effect ? chosenRule(one.rules[posture], effect) : one.rules[posture]))
  const { snippet, leftAlone } = renderPosture(target, rules, posture, {
    defaultEffect: slugs === undefined ? 'deny' : 'allow',
    serverKey,
    tools: new Map(chosen.map(({ tool }) => [tool.name, tool])),
    ...(gateway === undefined ? {} : { gateway }),
  })
  const { file, text, refusal, limitations, companions = [] } = snippet
  const { id, label, kind, language, about, minimumVersion, proof, gateway: asked, listsAllowed = false } = target
  const { ask, answer } = target.questions[0]
  return {
    target: id,
    ...{ label, kind, language, about, minimumVersion, proof },
    place: { ask, answer: answer.replaceAll('{file}', () => file) },
    ...(asked === undefined ? {} : { gateway: asked }),
    ...{ listsAllowed, file, text },
    ...(refusal === undefined ? {} : { refusal }),
    ...describeSnippet(slugs?.length === 1 ? rules[0] : undefined, snippet, leftAlone),
    limitations: limitations.map(({ what }) => what),
    companions,
  }
}

/** A rule with the effect that the reader chose, for every call and every argument, also where nobody can be asked. */
const chosenRule = (rule: Rule, effect: 'ask' | 'deny'): Rule => {
  const { unchecked: _, ...others } = rule
  return { ...others, effect, limits: [], unattended: [], conditions: [], reason: 'Chosen by you.' }
}
