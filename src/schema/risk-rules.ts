import { z } from 'zod'
import { categorySchema } from './category-schema.ts'
import { findingRulesSchema } from './finding-schema.ts'
import { actWordsSchema, grammarSchema, harmRulesSchema } from './harm-rules.ts'
import { rubricSchema } from './harm-schema.ts'
import { ordersSchema } from './orders.ts'
import { regexSchema } from './regex.ts'
import { secondReadingSchema } from './second-reading-schema.ts'
import { traitRulesSchema, traitWordsSchema } from './trait-schema.ts'

const words = z.array(z.string().min(1))
const about = z.string().min(1)
const strengths = z.partialRecord(z.enum(['1', '2', '3']), words)
const lexicon = z.partialRecord(categorySchema, strengths)
const regex = regexSchema
const perCategory = z.partialRecord(categorySchema, z.number())

/** content/risk, one member a file. Every rule has an id, which evidence names, and an explanation for readers. */
export const riskRulesSchema = z.strictObject({
  /** lexicon.yaml: English verbs. */
  lexicon,
  /** languages.yaml: verbs of other languages. */
  languages: z.strictObject({ zh: lexicon, ja: lexicon, ko: lexicon, latin: lexicon }),
  /** names.yaml */
  names: z.strictObject({
    trailing: words,
    interrogatives: words,
    modifiers: words,
    evaluators: words,
    nounCapable: words,
    compounds: words,
    strongRead: words,
    contexts: z.strictObject({ financial: words, interface: words, infrastructure: words }),
    agents: z.partialRecord(categorySchema, words),
    rules: z.array(
      z.strictObject({
        id: z.string(),
        category: categorySchema,
        strength: z.number().positive(),
        needs: z.enum(['financial', 'interface', 'direct']).optional(),
        verbs: words,
        objects: words,
        /** Words that make the name mean something else. */
        unless: words.optional(),
        about,
      }),
    ),
  }),
  /** descriptions.yaml */
  descriptions: z.strictObject({
    sections: regex,
    negation: regex,
    leads: z.array(regex),
    lightVerbs: words,
    lightNouns: words,
    patterns: z.array(
      z.strictObject({
        id: z.string(),
        category: categorySchema,
        points: z.number().positive(),
        scope: z.enum(['first', 'lead']),
        negation: z.boolean(),
        needs: z.enum(['financial', 'harm']).optional(),
        /** Whether the match says what its verb does, so that the verb alone is no signal. */
        decides: z.boolean().default(false),
        about,
        regex,
      }),
    ),
  }),
  /** parameters.yaml */
  parameters: z.strictObject({
    caps: z.record(z.string(), z.number()),
    amountPartners: regex,
    outputVerbs: words,
    action: z.strictObject({ id: z.string(), points: z.number(), names: regex, about }),
    rules: z.array(
      z.strictObject({
        id: z.string(),
        names: regex,
        points: perCategory,
        kind: z.enum(['free', 'amount']).optional(),
        about,
      }),
    ),
  }),
  /** acts.yaml: what verbs do and what nouns are. */
  acts: actWordsSchema,
  /** grammar.yaml: how names and sentences are taken apart. */
  grammar: grammarSchema,
  /** harm-rules.yaml: from acts to lines of the rubric. */
  'harm-rules': harmRulesSchema,
  /** content/harm.yaml */
  rubric: rubricSchema,
  /** traits.yaml */
  traits: traitRulesSchema,
  /** trait-words.yaml */
  'trait-words': traitWordsSchema,
  /** findings.yaml */
  findings: findingRulesSchema,
  /** orders.yaml */
  orders: ordersSchema,
  /** second-reading.json */
  'second-reading': secondReadingSchema,
  /** scoring.yaml */
  scoring: z.strictObject({
    order: z.tuple([
      z.literal('Read'),
      z.literal('Write'),
      z.literal('Execute'),
      z.literal('Destructive'),
      z.literal('Financial'),
    ]),
    name: z.strictObject({
      perStrength: z.number(),
      last: z.number(),
      leading: z.number(),
      middle: z.number(),
      bothNouns: z.number(),
      plural: z.number(),
      conjunction: z.number(),
    }),
    description: z.strictObject({
      perStrength: z.number(),
      list: z.number(),
      listMild: z.number(),
      second: z.number(),
      inner: z.number(),
      light: z.number(),
    }),
    readPrior: z.number(),
    strongRead: z.strictObject({ points: z.number(), others: z.number() }),
    readOnly: z.number(),
    unsigned: z.number(),
    financialLift: z.strictObject({ least: z.number(), within: z.number(), points: z.number() }),
    outputPath: z.number(),
    /** Points of the category of the act that decided the severity, and of further acts. */
    act: z.strictObject({ decides: z.number(), default: z.number() }),
    hints: z.strictObject({ readOnly: z.number(), notReadOnly: z.number(), destructive: z.number() }),
    confidence: z.strictObject({ high: z.number(), medium: z.number() }),
    signals: z.array(z.strictObject({ id: z.string(), about })),
  }),
})
export type RiskRules = z.output<typeof riskRulesSchema>
