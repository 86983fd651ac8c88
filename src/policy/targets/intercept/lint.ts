import { finder, type Linter, type LintFinding } from '../../core/linter.ts'
import { verifyIntercept } from './validate.ts'
import { lintIntercept } from './without-effect.ts'

/** What the proxy refuses, and what it takes without doing it. */
function findings(text: string): LintFinding[] {
  const find = finder('intercept', text)
  const refused = verifyIntercept(text)
  return refused.length > 0
    ? refused.map((what) => find('refused', what))
    : lintIntercept(text).map((what) => find('no-effect', what))
}

/** Reads files that people already have. */
export const interceptLinter: Linter = {
  recognise(file, text) {
    return /\.ya?ml$/.test(file) && /^\s*(tools|hide|version)\s*:/m.test(text) ? 'guess' : undefined
  },
  find: findings,
  rules: [
    {
      id: 'refused',
      title: 'Intercept refuses the file',
      about: 'The proxy does not start with it.',
      fix: "Correct what is named, in Intercept's own words.",
      bad: 'version: "1"\ntools:\n  pay:\n    rules:\n      - name: cap\n        rate_limit: { max: 5, window: 60 }\n',
      good: 'version: "1"\ntools:\n  pay:\n    rules:\n      - name: cap\n        rate_limit: 5/minute\n',
    },
    {
      id: 'no-effect',
      title: 'A part without an effect',
      about: 'Intercept takes the file and does not do what this part seems to say.',
      fix: 'Correct what is named.',
      bad: 'version: "1"\nhide: [pay]\ntools:\n  pay:\n    rulez:\n      - name: cap\n        rate_limit: 5/minute\n',
      good: 'version: "1"\nhide: [pay]\n',
    },
  ],
}
