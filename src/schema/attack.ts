import { z } from 'zod'
import { categorySchema } from './category.ts'
import { harmLineSchema } from './harm.ts'
import { postures } from './posture.ts'
import { toolSchema } from './tool.ts'
import { traitIds } from './trait.ts'

const id = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
const words = z.string().min(1)

/** What an entry is: something that happened, a fault that was found, a demonstration, or a way of attacking. */
export const attackKinds = ['incident', 'vulnerability', 'research', 'technique'] as const
export type AttackKind = (typeof attackKinds)[number]

/** Whether a policy about tools would have contained it. */
export const grades = ['likely', 'partial', 'no'] as const
export type Grade = (typeof grades)[number]

/** Front matter of content/attacks/<id>.mdx. */
export const attackSchema = z.strictObject({
  id,
  name: words,
  /** A day, or a month where no day is known; that of the first public report. */
  date: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?$/),
  kind: z.enum(attackKinds),
  about: words,
  products: z.array(words).min(1),
  /**
   * The servers that it happened to, and those that reach the same service by the same tools: each an npm package or a
   * repository as owner/name. A repository of many servers stands for all of them, so name the package there.
   */
  servers: z.array(words).default([]),
  cves: z.array(z.string().regex(/^CVE-\d{4}-\d{4,}$/)),
  categories: z.array(categorySchema).min(1),
  /** Ids of content/techniques. */
  techniques: z.array(id).min(1),
  /**
   * What of a tool was abused, as a trait, and how, as a clause. A tool of another product is linked only where it does the same
   * in the same direction: `objects` names what the act must be done to, in the singular, `verbs` the verb of the act and
   * `lines` the harm line that decided.
   */
  abuses: z
    .array(
      z.strictObject({
        trait: z.enum(traitIds),
        how: words,
        objects: z.array(words).min(1).optional(),
        verbs: z.array(words).min(1).optional(),
        lines: z.array(harmLineSchema).min(1).optional(),
      }),
    )
    .default([]),
  /**
   * Set where no tool of another product has the opening: it was a tool that a client has built in, an installer, a proxy, an open
   * port, or a flaw in one implementation. Then only `servers` and `products` are linked.
   */
  linked: z.literal('product').optional(),
  standards: z.strictObject({
    owaspMcp: z.array(z.string().regex(/^MCP\d\d:2025$/)),
    owaspAgentic: z.array(z.string().regex(/^ASI\d\d$/)),
    atlas: z.array(z.string().regex(/^AML\.(T\d{4}(\.\d{3})?|CS\d{4})$/)),
    cwe: z.array(z.string().regex(/^CWE-\d+$/)),
  }),
  containment: z.strictObject({ grade: z.enum(grades), types: z.array(words), text: words }),
  /** A tool of content/attack-tools.yaml, and what of it is shown: its rule, its rule about arguments, or its findings. */
  worked: z
    .strictObject({
      tool: words,
      shows: z.enum(['policy', 'arguments', 'findings']),
      /** The posture that would have contained it. */
      posture: z.enum(postures).default('guarded'),
    })
    .optional(),
  /** Where each fact comes from, and the public list that names the address. */
  sources: z.array(z.strictObject({ url: z.url({ protocol: /^https?$/ }), seenIn: words.optional() })).min(1),
  /** What is uncertain. */
  note: words.optional(),
})
export type Attack = z.output<typeof attackSchema>

/** Front matter of content/techniques/<id>.mdx: a way of attacking that gathers its cases. */
export const techniqueSchema = z.strictObject({
  id,
  name: words,
  about: words,
  owaspMcp: z.array(z.string()),
  atlas: z.array(z.string()),
})
export type Technique = z.output<typeof techniqueSchema>

/** content/attack-tools.yaml: definitions that stand in for the tools of attacks. */
export const attackToolsSchema = z.array(toolSchema)

const ids = {
  owaspMcp: z.string().regex(/^MCP\d\d:2025$/),
  owaspAgentic: z.string().regex(/^ASI\d\d$/),
  atlas: z.string().regex(/^AML\.T\d{4}(\.\d{3})?$/),
  cwe: z.string().regex(/^CWE-\d+$/),
}

/** An entry of a standard that a tool is mapped to; all that is given must hold for the tool. */
const toolStandardSchema = z.strictObject({
  id: z.union(Object.values(ids)),
  /** Of the entries with one topic the first that holds counts. */
  topic: words.optional(),
  traits: z.array(z.enum(traitIds)).min(1),
  /** Lines of the rubric, one of which decided. */
  lines: z.array(harmLineSchema).min(1).optional(),
  /** Families of content/arguments.yaml, one of which a parameter belongs to. */
  families: z.array(words).min(1).optional(),
  /** Why the entry is about the tool, in one sentence. */
  because: words,
})

/** content/standards.yaml: names of the entries of each standard by id, and which of them a tool is mapped to. */
export const standardNamesSchema = z.strictObject({
  owaspMcp: z.record(ids.owaspMcp, words).default({}),
  owaspAgentic: z.record(ids.owaspAgentic, words).default({}),
  atlas: z.record(ids.atlas, words).default({}),
  cwe: z.record(ids.cwe, words).default({}),
  tools: z.array(toolStandardSchema).default([]),
})
export type StandardNames = z.output<typeof standardNamesSchema>
