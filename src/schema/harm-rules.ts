import { z } from 'zod'
import { categorySchema } from './category-schema.ts'
import { harmLineSchema, placeSchema, reachSchema } from './harm-schema.ts'
import { serverDataSchema } from './manifest.ts'
import { regexSchema } from './regex.ts'

const words = z.array(z.string().min(1)).min(1)

/** content/risk/acts.yaml: the words that acts are made of. */
export const actWordsSchema = z.strictObject({
  /** Base forms of verbs by what they do. */
  verbs: z.record(z.string(), words),
  /** What category a class of verbs is, for verbs that the lexicon does not know. */
  categories: z.record(z.string(), categorySchema),
  /** Verbs that are nouns at least as often: they count only where they come first. */
  nouns: words,
  /** Nouns, one or more words each, by what they are; a noun can be several things. */
  things: z.record(z.string(), words),
})
const list = z.array(z.string().min(1)).min(1)

/** content/risk/grammar.yaml: how names and sentences are taken apart, and how acts are said; the file says what each list is. */
export const grammarSchema = z.strictObject({
  prepositions: list,
  surePrepositions: list,
  skipped: list,
  quantifiers: list,
  aspects: list,
  members: list,
  nameQuantifiers: list,
  joints: list,
  titles: list,
  emptyVerbs: list,
  lightVerbs: list,
  readingNouns: list,
  mostlyVerbs: list,
  acting: list,
  strong: list,
  changing: list,
  purposeVerbs: list,
  adverbs: list,
  determiners: list,
  verbFollowers: list,
  objectBehindFor: list,
  objectBehindTo: list,
  noNouns: list,
  nameless: list,
  clauseWords: list,
  beforeNouns: list,
  placing: list,
  putting: list,
  ofNotFrom: list,
  sources: list,
  manners: list,
  doings: z.record(z.string(), z.string()),
})
export type Grammar = z.output<typeof grammarSchema>

export type ActWords = z.output<typeof actWordsSchema>

const about = z.string().min(1)

/** A fact about a definition, seen in one place. */
export const factSchema = z.discriminatedUnion('in', [
  /** One of several facts. */
  z.strictObject({ id: z.string(), in: z.literal('any'), of: words, about }),
  /** What the tools of the server are about, by content/risk/names.yaml. */
  z.strictObject({
    id: z.string(),
    in: z.literal('context'),
    is: z.enum(['financial', 'interface', 'infrastructure']),
    about,
  }),
  /** Whose data the server holds, from its manifest. */
  z.strictObject({ id: z.string(), in: z.literal('data'), is: serverDataSchema, about }),
  /** In the name's words, the first sentence, the text before sections such as Args, or all of it. */
  z.strictObject({
    id: z.string(),
    in: z.enum(['name', 'first', 'lead', 'text', 'server']),
    regex: regexSchema,
    /** Whether a negation before the words switches the fact off. */
    negation: z.boolean().default(false),
    about,
  }),
  /** A parameter by its name in snake_case. */
  z.strictObject({
    id: z.string(),
    in: z.literal('parameter'),
    names: regexSchema,
    /** Whether it must be a parameter itself, and no member of one. */
    top: z.boolean().default(false),
    /** What its type must be. */
    type: z.enum(['text', 'list', 'switch']).optional(),
    /** What name, description or the parameter's own description must speak of. */
    speaks: regexSchema.optional(),
    /** What the parameter's own description must speak of. */
    own: regexSchema.optional(),
    /** What none of them may speak of. */
    silent: regexSchema.optional(),
    about,
  }),
])

/** The conditions that rules about acts and facts share; all that are given must hold. */
export const whenShape = {
  /** What the verb does, by its class. */
  verbs: words.optional(),
  /** The verb itself. */
  words: words.optional(),
  /** What the last noun of the object is. */
  head: words.optional(),
  /** What any noun of the object is. */
  any: words.optional(),
  /** What a noun behind one of these prepositions is. */
  to: words.optional(),
  from: words.optional(),
  within: words.optional(),
  /** What of the object is meant: "contents", "count". */
  aspect: words.optional(),
  /** Whether the object is several things. */
  many: z.boolean().optional(),
  /** Facts that must all hold. */
  facts: words.optional(),
  /** Facts of which one must hold. */
  oneOf: words.optional(),
}

/** content/risk/harm-rules.yaml: from acts and facts to lines of the rubric. */
export const harmRulesSchema = z.strictObject({
  facts: z.array(factSchema),
  /** The line of a category where no act shows one. */
  fallback: z.record(categorySchema, harmLineSchema),
  /** For each act the first rule that fits decides; of all acts and of the rules without a verb the gravest line counts. */
  rules: z.array(
    z.strictObject({
      id: z.string(),
      line: harmLineSchema,
      /** What kind of act it is, where the rule knows. */
      category: categorySchema.optional(),
      /** Whether it is what is left when nothing more definite holds, so that it is no strong reading. */
      default: z.boolean().default(false),
      ...whenShape,
      /** The rule does not hold where one of these does. */
      unless: z.strictObject(whenShape).optional(),
      /** Whether it says what the deletion in the name really is, so that the name alone counts no more. */
      refines: z.boolean().default(false),
      irreversible: z.boolean().optional(),
      reach: reachSchema.optional(),
      place: placeSchema.optional(),
      about,
    }),
  ),
})
export type When = z.output<z.ZodObject<typeof whenShape>>
export type HarmRules = z.output<typeof harmRulesSchema>
