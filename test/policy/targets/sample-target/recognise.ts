import { memberOf } from '../../../../src/policy/core/document.ts'
import type { Recogniser } from '../../../../src/policy/core/linter.ts'

/** What its files look like. */
export const recogniser: Recogniser = {
  names: /\.turnstile\.json$/,
  recognise: ({ json }) => (memberOf(json.root, 'turnstile') ? 'certain' : undefined),
}
