import { z } from 'zod'
import { categorySchema } from './category-schema.ts'
import { cveIdSchema, cweIdSchema } from './cve.ts'
import { lookSchema } from './detection.ts'
import { harmLineSchema } from './harm-schema.ts'
import { postures } from './posture.ts'
import { daySchema, referenceSchema } from './reference.ts'
import { toolSchema } from './tool-schema.ts'
import { traitIds } from './trait.ts'

const id = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
const words = z.string().min(1)

/** What an entry is: something that happened, a fault that was found, a demonstration, or a way of attacking. */
export const attackKinds = ['incident', 'vulnerability', 'research', 'technique'] as const
export type AttackKind = (typeof attackKinds)[number]

/** Whether a policy about tools would have contained it. */
export const grades = ['likely', 'partial', 'no'] as const
export type Grade = (typeof grades)[number]

/** Ids of the standards that attacks and tools are mapped to. */
export const standardIds = {
  owaspMcp: z.string().regex(/^MCP\d\d:2025$/),
  owaspAgentic: z.string().regex(/^ASI\d\d$/),
  owaspLlm: z.string().regex(/^LLM\d\d:2025$/),
  atlas: z.string().regex(/^AML\.(T\d{4}(\.\d{3})?|CS\d{4})$/),
  safMcp: z.string().regex(/^SAF-T\d{4}$/),
  cwe: cweIdSchema,
}
export type Standard = keyof typeof standardIds
export const standards = Object.keys(standardIds) as Standard[]

/** Entries of one standard, each with the sentence that argues why the entry is about the attack. */
const mapped = <S extends z.ZodType<string>>(id: S) => z.array(z.strictObject({ id, because: words })).default([])

/** What of an official record an entry may say otherwise, each time with the reason. */
export const differences = ['cwe', 'versions', 'date', 'product'] as const

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
  /** Each has a file in content/cves. */
  cves: z.array(cveIdSchema),
  /** Who is credited with finding it: people with their organisation, or the organisation. */
  finders: z.array(words).default([]),
  /** Where the entry says something else than the record of a CVE, and why; \`npm run check\` names every other difference. */
  differs: z
    .array(z.strictObject({ cve: cveIdSchema, on: z.enum(differences), says: words, because: words }))
    .default([]),
  categories: z.array(categorySchema).min(1),
  /** Ids of content/techniques. */
  techniques: z.array(id).min(1),
  /**
   * What of a tool was abused, as a trait, and how, as a clause. A tool of another product is linked only where it does the same
   * in the same direction: `objects` names what the act must be done to, in the singular, `except` objects that are another thing,
   * `verbs` the verb of the act and `lines` the harm line that decided. `does` says what the tool does where its trait says it
   * badly, as a clause behind "This tool"; {act} is its verb with its object. `on` says where strangers can write such a thing.
   */
  abuses: z
    .array(
      z.strictObject({
        trait: z.enum(traitIds),
        how: words,
        objects: z.array(words).min(1).optional(),
        except: z.array(words).min(1).optional(),
        verbs: z.array(words).min(1).optional(),
        lines: z.array(harmLineSchema).min(1).optional(),
        on: z.literal('code host').optional(),
        does: words.optional(),
      }),
    )
    .default([]),
  /**
   * Set where no tool of another product has the opening: it was a tool that a client has built in, an installer, a proxy, an open
   * port, or a flaw in one implementation. Then only `servers` and `products` are linked.
   */
  linked: z.literal('product').optional(),
  /** Set where it needs text that strangers can write on a host of code; then tools of closed trackers are not linked. */
  only: z.literal('code host').optional(),
  standards: z.strictObject({
    owaspMcp: mapped(standardIds.owaspMcp),
    owaspAgentic: mapped(standardIds.owaspAgentic),
    owaspLlm: mapped(standardIds.owaspLlm),
    atlas: mapped(standardIds.atlas),
    safMcp: mapped(standardIds.safMcp),
    cwe: mapped(standardIds.cwe),
  }),
  /**
   * How the access was abused, step by step; printed where the page has <Steps page={props.page} />. Code is between backticks. `technique` is one of the entry's, `atlas` one of its entries of ATLAS.
   */
  steps: z.array(z.strictObject({ text: words, technique: id.optional(), atlas: standardIds.atlas.optional() })).min(1),
  /** `types` are ids of content/mitigations. */
  containment: z.strictObject({ grade: z.enum(grades), types: z.array(id), text: words }),
  /** A tool of content/attack-tools.yaml, and what of it is shown: its rule, its rule about arguments, or its findings. */
  worked: z
    .strictObject({
      tool: words,
      shows: z.enum(['policy', 'arguments', 'findings']),
      /** The posture that would have contained it. */
      posture: z.enum(postures).default('guarded'),
    })
    .optional(),
  /** Where each fact comes from; one of them is primary, unless `noPrimary` says why none is. */
  references: z.array(referenceSchema).min(1),
  /** Why there is no primary source, in one sentence. */
  noPrimary: words.optional(),
  /** The day on which the entry was added to this catalogue. */
  added: daySchema.optional(),
  /** Corrections of facts, each with its day and one sentence; changes of wording are none. */
  changes: z.array(z.strictObject({ date: daySchema, what: words })).default([]),
  /** What is uncertain. */
  note: words.optional(),
})
export type Attack = z.output<typeof attackSchema>

/** Front matter of content/techniques/<id>.mdx: a way of attacking that gathers its cases. */
export const techniqueSchema = z.strictObject({
  id,
  name: words,
  about: words,
  owaspMcp: z.array(standardIds.owaspMcp),
  owaspLlm: z.array(standardIds.owaspLlm).default([]),
  atlas: z.array(standardIds.atlas),
  safMcp: z.array(standardIds.safMcp).default([]),
  /** What to look for in which log. */
  detection: z.array(lookSchema).default([]),
  /** Set where something is lost: then a link says whether the definition of the tool knows a way back. */
  undo: z.literal(true).optional(),
  /**
   * Acts of a tool by which it can be done, as a trait and lines of the rubric, what was done with them, as a sentence, and the ids of
   * attacks in which it was, the most telling first. `objects`, `except`, `verbs` and `does` as in an attack; an act that has no
   * trait is told by its verb and its object. `exceptVerbs`: verbs of another act with the same trait. `parameters`: names of arguments
   * or values that one may have, without which the act is another; {parameter} in `does` is the first that the tool has. `says`:
   * phrases, one of which its description must have, where neither name nor trait proves the act.
   */
  openings: z
    .array(
      z
        .strictObject({
          trait: z.enum(traitIds).optional(),
          lines: z.array(harmLineSchema).min(1),
          objects: z.array(words).min(1).optional(),
          except: z.array(words).min(1).optional(),
          verbs: z.array(words).min(1).optional(),
          exceptVerbs: z.array(words).min(1).optional(),
          parameters: z.array(words).min(1).optional(),
          says: z.array(words).min(1).optional(),
          does: words.optional(),
          how: words,
          cases: z.array(id).min(1).max(3),
        })
        .refine(({ trait, verbs, does }) => trait !== undefined || (verbs !== undefined && does !== undefined), {
          error: 'names no trait, so it needs a verb and what the tool does',
        }),
    )
    .default([]),
})
export type Technique = z.output<typeof techniqueSchema>

/** content/attack-tools.yaml: definitions that stand in for the tools of attacks. */
export const attackToolsSchema = z.array(toolSchema)

/** An entry of a standard that a tool is mapped to; all that is given must hold for the tool. */
const toolStandardSchema = z.strictObject({
  id: z.union(Object.values(standardIds)),
  /** Of the entries with one topic the first that holds counts. */
  topic: words.optional(),
  traits: z.array(z.enum(traitIds)).min(1),
  /** Lines of the rubric, one of which decided. */
  lines: z.array(harmLineSchema).min(1).optional(),
  /** Families of content/arguments.yaml, one of which a parameter belongs to. */
  families: z.array(words).min(1).optional(),
  /** Why the entry is about the tool, in one sentence. */
  because: words,
  /** The same for a tool whose definition says which addresses it refuses. */
  bounded: words.optional(),
})

/** An edition of a standard: which one, what state it is in, and where it is. */
const editionSchema = z.strictObject({
  /** As the pages call it. */
  label: words,
  version: words,
  url: z.url({ protocol: /^https$/ }),
  /** One word, where the standard calls itself unfinished: beta. Printed beside its entries, with a link to `url`. */
  status: words.optional(),
})

/**
 * content/standards.yaml: names of the entries of each standard by id, addresses of those whose address does not follow from the id,
 * and which of them a tool is mapped to.
 */
export const standardNamesSchema = z.strictObject({
  editions: z.partialRecord(z.enum(standards), editionSchema).default({}),
  owaspMcp: z.record(standardIds.owaspMcp, words).default({}),
  owaspAgentic: z.record(standardIds.owaspAgentic, words).default({}),
  owaspLlm: z.record(standardIds.owaspLlm, words).default({}),
  atlas: z.record(standardIds.atlas, words).default({}),
  safMcp: z.record(standardIds.safMcp, words).default({}),
  cwe: z.record(standardIds.cwe, words).default({}),
  pages: z.record(words, z.url({ protocol: /^https$/ })).default({}),
  tools: z.array(toolStandardSchema).default([]),
})
export type StandardNames = z.output<typeof standardNamesSchema>
