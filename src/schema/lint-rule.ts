import { z } from 'zod'

/** Files of users that the linter reads. */
export const lintTargets = [
  'claude-code',
  'codex',
  'gemini-policy',
  'copilot-cli',
  'cursor',
  'intercept',
  'gateway',
  'toolhive',
  'agentcore',
  'agentgateway',
  'envoy',
] as const
export const lintTargetSchema = z.enum(lintTargets)
export type LintTarget = z.output<typeof lintTargetSchema>

/** content/lint.yaml: every rule of the linter, with a file that breaks it and the same file put right. */
export const lintRulesSchema = z.array(
  z.strictObject({
    id: z.string().regex(/^[a-z-]+\/[a-z-]+$/),
    target: lintTargetSchema,
    title: z.string().min(1),
    about: z.string().min(1),
    fix: z.string().min(1),
    bad: z.string().min(1),
    good: z.string().min(1),
  }),
)
export type LintRules = z.output<typeof lintRulesSchema>
