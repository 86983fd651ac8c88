import { type DocumentNode, memberOf } from '../../core/document.ts'
import { asReports, defineLinter, type Report } from '../../core/linter.ts'
import type { PolicyText } from '../../core/policy-text.ts'
import { recogniser } from './recognise.ts'
import { verifyIntercept } from './validate.ts'
import { lintIntercept } from './without-effect.ts'

interface Policy {
  root: DocumentNode | undefined
}

function read({ yaml, text }: PolicyText): Policy | { problems: Report[] } {
  if (yaml.problems.length > 0) return { problems: asReports(yaml.problems) }
  const root = yaml.roots[0]
  try {
    // An empty file is told quickly, however many empty lines it has.
    const refused = verifyIntercept(root ? text : '')
    return refused.length === 0
      ? { root }
      : { problems: refused.map((what) => ({ what, at: placeOf(root, what, text) })) }
  } catch (error) {
    // The parser throws what it did not expect, such as an alias of nothing.
    return { problems: [{ what: error instanceof Error ? error.message : String(error) }] }
  }
}

/** The place of a message: the line that it names, else what its path names. */
function placeOf(root: DocumentNode | undefined, what: string, text: string) {
  const line = /\bline (\d+)/.exec(what)?.[1]
  if (line !== undefined) {
    let start = 0
    for (let passed = 1; passed < Number(line); passed++) start = text.indexOf('\n', start) + 1
    return { start, end: start }
  }
  let found = root
  const path = /^[\w.[\]-]+/.exec(what)?.[0] ?? ''
  for (const name of path.split(/[.[\]]+/)) {
    const next = memberOf(found, name)?.node ?? found?.items?.[Number.parseInt(name, 10)]
    if (!next) break
    found = next
  }
  return found
}

/** What the proxy refuses, and what it takes without doing it. */
export const interceptLinter = defineLinter<Policy>({
  target: 'intercept',
  ...recogniser,
  read,
  unreadable: {
    id: 'refused',
    title: 'Intercept rejects the file',
    about: 'The proxy does not start with it.',
    fix: 'Correct the error that Intercept reports.',
    bad: 'version: "1"\ntools:\n  pay:\n    rules:\n      - name: cap\n        rate_limit: { max: 5, window: 60 }\n',
    good: 'version: "1"\ntools:\n  pay:\n    rules:\n      - name: cap\n        rate_limit: 5/minute\n',
  },
  rules: [
    {
      id: 'no-effect',
      title: 'Setting has no effect',
      about: 'Intercept accepts the file but ignores this setting.',
      fix: 'Correct the setting named in the message.',
      bad: 'version: "1"\nhide: [pay]\ntools:\n  pay:\n    rulez:\n      - name: cap\n        rate_limit: 5/minute\n',
      good: 'version: "1"\nhide: [pay]\n',
      *find({ root }, { source }) {
        for (const what of lintIntercept(source.text)) yield { what, at: placeOf(root, what, source.text) }
      },
    },
  ],
})
