import type { Recogniser } from '../../core/linter.ts'
import { hasManagedKeys, recogniseSettings } from '../claude-code/recognise.ts'

/** What its files look like. */
export const recogniser: Recogniser = {
  names: /(?:^|\/)managed-settings\.json$|(?:^|\/)managed-settings\.d\/[^/]+\.json$/,
  recognise: (source) => {
    const found = recogniseSettings(source)
    return found === 'certain' ? (hasManagedKeys(source) ? 'certain' : 'likely') : found
  },
}
