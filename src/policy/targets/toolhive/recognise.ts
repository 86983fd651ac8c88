import { at, textOf } from '../../core/document.ts'
import type { Recogniser } from '../../core/linter.ts'
import type { PolicyText } from '../../core/policy-text.ts'

/** The document of the file. */
export const rootOf = ({ yaml }: PolicyText) => yaml.roots[0]

/** What its files look like. */
export const recogniser: Recogniser = {
  names: /authz[^/]*\.(?:ya?ml|json)$/,
  recognise(source) {
    const root = rootOf(source)
    if (textOf(at(root, 'type')) === 'cedarv1') return 'certain'
    return at(root, 'cedar', 'policies') ? 'likely' : undefined
  },
}
