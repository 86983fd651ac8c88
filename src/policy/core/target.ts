import type { Rule } from '../../schema/rule.ts'
import type { Tool } from '../../schema/tool.ts'
import type { BuiltinPolicy } from './builtin-rules.ts'
import type { Capabilities } from './capabilities.ts'
import type { Combine } from './combine.ts'
import type { Language } from './language.ts'
import type { Linter } from './linter.ts'
import type { LoweredRule } from './lower-rule.ts'
import type { Simulate } from './simulation.ts'
import type { Companion, DefaultEffect, Limitation, Snippet } from './snippet.ts'
import type { FailingVersions, TargetMode } from './target-mode.ts'

/** How rules become a snippet. */
export interface RenderOptions {
  /** What is wanted for unlisted tools: `allow` changes only the listed ones, `deny` lets nothing else through. */
  defaultEffect: 'allow' | 'deny'
  /**
   * Whether the rules name every known tool of the server, so that a target may write the server's whole list; they do so where
   * unlisted tools are denied.
   */
  wholeServer?: true
  /** The reader's name for the server: its key in the client's configuration. */
  serverKey: string
  /** The reader's gateway: its ARN or name; a placeholder when absent. */
  gateway?: string
  /** Definitions of the tools, by name, for targets that read schemas. */
  tools?: ReadonlyMap<string, Tool>
}

/** What enforces the policy: an agent's program, something between agent and server, or a model's interface. */
export const targetKinds = ['client', 'gateway', 'api'] as const
export type TargetKind = (typeof targetKinds)[number]

/** What is published about a target and was read for it. */
export interface Source {
  what: string
  /** The day on which it was read, as YYYY-MM-DD. */
  read: string
}

/** How strong a proof is, the strongest first: run in the product, checked by the vendor's schema, checked by our model. */
export const proofGrades = ['product', 'schema', 'model'] as const
export type ProofGrade = (typeof proofGrades)[number]

/** One thing that checks the snippets of a target. */
export interface Proof {
  /**
   * `product`: the product itself, or the vendor's package, called. `schema`: the vendor's own CRD, JSON Schema, protos or types.
   * `model`: our model of the vendor's source or documentation, or an engine of the same language.
   */
  grade: ProofGrade
  /** The program, schema or source; for a model the repository with file and commit, or the address. */
  by: string
  /** The version that ran. */
  version?: string
  /** The day on which the source was read, as YYYY-MM-DD. */
  read?: string
}

/** Everything that is known of a target and has no function of its own. */
interface Described {
  /** Part of addresses and file names; letters, digits and hyphens. */
  id: string
  label: string
  /** The target in sentences about what it cannot do; its label when absent. */
  subject?: string
  kind: TargetKind
  /** What the product is, as one sentence. */
  about: string
  /** Oldest version that reads the snippet, in words. */
  minimumVersion: string
  language: Language
  sources: readonly Source[]
  /** What checks its snippets, the strongest first. */
  proof: readonly [Proof, ...Proof[]]
  /** Questions for its page, first where the snippet goes. `{file}` stands for the name of the file. */
  questions: readonly [{ ask: string; answer: string }, ...{ ask: string; answer: string }[]]
  capabilities: Capabilities
  /** The ways to run it in which rules mean different things; absent for what has no modes. */
  modes?: readonly TargetMode[]
  /** Versions below which a snippet is known to fail, the newest first. */
  failingVersions?: readonly FailingVersions[]
  /** Whether its file lists the tools that pass, so that a policy has to name each of them. */
  listsAllowed?: true
  /** Whether a refused agent reads the reason that the rule gives. */
  showsReason?: true
  /** Whether pages with room for a few targets show it. */
  prominent?: true
  /** What a reader gives as the gateway, where the snippet names one, such as "AgentCore: its ARN". */
  gateway?: string
  /** For a target that changes unlisted tools, too: what a page says where others leave them as they were. */
  changesUnlisted?: {
    /** A sentence. */
    words: string
    /** The same after "they". */
    does: string
    /** The same in a word or two. */
    short: string
  }
  /**
   * Whether a snippet joins policies that the reader has, so that it leaves a tool as it was by saying nothing of it; else unlisted
   * tools pass where they are to stay as they were. Clients always have settings of their own.
   */
  additive?: true
  /** Whether the snippet names the server, so that a tool of the same name elsewhere must not be touched. */
  namesServer: boolean
  /** How it names tools, where it does not take every name as it is. */
  toolNames?: {
    idOf(tool: string, serverKey: string): string
    /** Said where two tools of one server have the same id. */
    shared: string
  }
  /** The name by which it knows a server, where it does not take every key as it is. */
  serverId?(serverKey: string): string
  /** Why it cannot take a tool's name that is otherwise in order; undefined where it can. */
  refuseName?(tool: string, serverKey: string): string | undefined
  /**
   * Why the target cannot say these rules without touching other tools of the server; undefined where it can. Asked only where
   * the rules do not name the whole server. A page then shows the reason and the server's file in place of a snippet.
   */
  refuseAlone?(lowered: readonly LoweredRule[]): string | undefined
  /** Name of the file that holds a policy for the server. */
  fileName(serverKey: string): string
}

/** What a folder of src/policy/targets gives to `defineRenderTarget`. */
export interface TargetDefinition extends Described {
  /** What becomes of unlisted tools; as it is wanted when absent. */
  defaultEffect?(wanted: RenderOptions['defaultEffect']): DefaultEffect
  /** For a target that takes only so much in one file: rules that fit, with what became of the others. */
  fit?(
    lowered: readonly LoweredRule[],
    options: RenderOptions,
  ): { lowered: readonly LoweredRule[]; limitations: Limitation[] }
  /** What the target cannot do beside what its capabilities say. */
  limitations?(lowered: readonly LoweredRule[], options: RenderOptions): Limitation[]
  /** Writes rules that the target can keep. */
  render(lowered: readonly LoweredRule[], options: RenderOptions): string
  /** Writes further files. */
  companions?(lowered: readonly LoweredRule[], options: RenderOptions): Companion[]
}

/** A target as far as a page needs it for a snippet: what it is, and how it writes rules. All that a browser loads. */
export interface RenderTarget extends Described {
  /** Renders any rules: those that the target cannot keep become what it can, with a limitation for each difference. */
  render(rules: readonly Rule[], options: RenderOptions): Snippet<RenderTarget>
}

/** What a target does with files beside writing them; no snippet needs it. */
export interface TargetFiles {
  /** Reads a text as the target does. */
  simulate: Simulate
  /** Finds what existing files do not do as they seem to say. */
  linter?: Linter
  /** Makes one file of those of several servers; absent where each server has a file of its own. */
  combine?: Combine
  /** How it takes rules for the tools that it has itself. */
  builtin?: BuiltinPolicy
}

/** One enforcement product with its syntax: a client, gateway, API or SDK. */
export interface Target extends RenderTarget, TargetFiles {
  render(rules: readonly Rule[], options: RenderOptions): Snippet
}
