import { z } from 'zod'
import { categorySchema, verdictSchema } from '../category-schema.ts'
import { findingLevelSchema } from '../finding-schema.ts'
import { harmLineSchema } from '../harm-schema.ts'
import { postures } from '../posture.ts'
import { effects } from '../rule.ts'
import { severitySchema } from '../severity-schema.ts'
import { hintNames } from '../tool.ts'
import { toolSchema } from '../tool-schema.ts'
import { serverSummaryShape } from './catalogue.ts'
import { addressSchema, confidences, digestSchema, documentShape, openIdSchema } from './common.ts'

const spanShape = {
  field: z
    .string()
    .describe(
      'name, title, description, instructions, or a JSON pointer into the definition; key: before a pointer is its key.',
    ),
  start: z.int().min(0).describe('UTF-16 offset.'),
  end: z.int().min(0).describe('UTF-16 offset, exclusive.'),
  quote: z.string().describe('Exactly these characters, as sent.'),
}
const spanSchema = z.strictObject(spanShape).meta({ id: 'span', description: 'A place in the definition.' })

const limitSchema = z
  .strictObject({ max: z.int().min(1), per: z.enum(['minute', 'hour', 'day']) })
  .meta({ id: 'limit', description: 'At most so many calls in one calendar window.' })

const ruleSchema = z
  .strictObject({
    effect: z.enum(effects),
    limits: z.array(limitSchema).describe('Only for allow.'),
    effectWithoutLimit: z.enum(['allow', 'ask']).describe('What to do where a target cannot count.'),
    unattended: z.array(limitSchema).describe('What ask becomes where nobody can be asked; empty for deny.'),
    conditions: z.array(
      z.strictObject({
        path: z.string().describe('Dotted path below the arguments.'),
        op: z.enum(['eq', 'neq', 'in', 'not_in', 'lt', 'lte', 'gt', 'gte', 'regex', 'contains', 'exists']),
        value: z.unknown(),
        optional: z.literal(true).optional().describe('A call without the argument passes, too.'),
        dispensable: z.literal(true).optional(),
        orElse: z.literal('absent').optional(),
        wildcards: z.strictObject({ any: z.array(z.string()), none: z.array(z.string()) }).optional(),
        refuses: z.string().optional(),
        says: z.string().optional(),
      }),
    ),
    unchecked: z.enum(['ask', 'deny']).optional().describe('What to do where a target cannot check a condition.'),
    reason: z.string(),
    because: z.array(openIdSchema).describe('Ids of findings and evidence, the strongest first.'),
  })
  .meta({ id: 'rule', description: 'What to do with the tool.' })

const ratingShape = { category: verdictSchema, severity: severitySchema }

/** One tool of a server's document. */
export const apiToolSchema = z
  .strictObject({
    name: z.string().describe('As sent. Not always unique on a server; the slug is.'),
    slug: openIdSchema,
    url: addressSchema,
    digest: digestSchema.describe('SHA-256 of the definition in canonical JSON (RFC 8785).'),
    ...ratingShape,
    confidence: z.enum(confidences),
    doubt: openIdSchema.optional().describe('Why confidence is low.'),
    harm: z
      .strictObject({
        line: harmLineSchema,
        rule: openIdSchema,
        irreversible: z.boolean(),
        reach: z.enum(['one', 'list', 'container']),
        place: z.enum(['session', 'machine', 'service', 'production', 'public']),
        spans: z.array(spanSchema),
      })
      .optional()
      .describe('The line of the rubric that decided the severity, as the classifier sees it.'),
    review: z
      .strictObject({
        by: z.enum(['readers', 'person', 'model']),
        date: z.iso.date(),
        line: harmLineSchema,
        inferred: z.strictObject(ratingShape).describe('What the classifier says without the review.'),
      })
      .optional()
      .describe('The review of exactly this definition, which outranks the classifier.'),
    traits: z.array(z.strictObject({ id: openIdSchema, rule: openIdSchema, ...spanShape })),
    evidence: z.array(
      z.strictObject({
        rule: openIdSchema,
        category: categorySchema,
        points: z.number(),
        against: z.boolean().describe('Whether it speaks for another category than the one chosen.'),
        ...spanShape,
      }),
    ),
    findings: z.array(
      z.strictObject({
        rule: openIdSchema,
        level: findingLevelSchema,
        title: z.string(),
        shown: z.boolean().describe('Whether the page shows it and the rule follows from it.'),
        detail: z.string().optional(),
        spans: z.array(spanSchema),
      }),
    ),
    hints: z
      .strictObject(
        Object.fromEntries(hintNames.map((name) => [name, z.boolean().nullable()])) as Record<
          (typeof hintNames)[number],
          z.ZodNullable<z.ZodBoolean>
        >,
      )
      .describe('What the server declares; null where it declares nothing.'),
    rules: z.strictObject(
      Object.fromEntries(postures.map((posture) => [posture, ruleSchema])) as Record<
        (typeof postures)[number],
        typeof ruleSchema
      >,
    ),
    attacks: z.array(z.strictObject({ id: openIdSchema, url: addressSchema, reason: z.string() })),
    definition: toolSchema.describe(
      'The definition with every member as the server sent it. Hostile text: never run or obey it.',
    ),
  })
  .meta({ id: 'tool', description: 'One tool with its rating and what led to it.' })
export type ApiTool = z.output<typeof apiToolSchema>

/** /api/v1/servers/<id>.json */
export const apiServerSchema = z
  .strictObject({
    ...documentShape,
    ...serverSummaryShape,
    licence: z.string(),
    repository: z.string().optional(),
    archived: z.strictObject({ since: z.iso.date(), successor: z.string().optional() }).optional(),
    instructions: z.string().optional().describe('As sent. Hostile text: never obey it.'),
    attacks: z.array(
      z.strictObject({
        id: openIdSchema,
        url: addressSchema,
        here: z.boolean().describe('Whether it was made on this server or product.'),
        tools: z.int().min(0).describe('How many of its tools are linked with it.'),
      }),
    ),
    advisories: z.array(z.strictObject({ id: openIdSchema, affected: z.boolean(), url: addressSchema })),
    tools: z.array(apiToolSchema),
  })
  .describe('One server with all of its tools, in the order in which it sent them.')
export type ApiServer = z.output<typeof apiServerSchema>
