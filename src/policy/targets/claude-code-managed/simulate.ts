import { z } from 'zod'
import { settingsSchema, simulateSettings } from '../claude-code/simulate.ts'

/** As the settings of a person, in a file that must also switch off the rules of people and projects. */
export const simulateManaged = simulateSettings(
  settingsSchema.extend({ allowManagedPermissionRulesOnly: z.literal(true) }),
  ['allowManagedPermissionRulesOnly'],
)
