import { defineLinter } from '../../../../src/policy/core/linter.ts'
import { readJson } from '../../../../src/policy/core/read-text.ts'
import { recogniser } from './recognise.ts'
import { turnstileSchema } from './simulate.ts'

export const turnstileLinter = defineLinter<{ isTaken: true }>({
  target: 'turnstile',
  ...recogniser,
  read({ text }) {
    const { problems } = readJson(text, turnstileSchema)
    return problems.length > 0 ? { problems: problems.map((what) => ({ what })) } : { isTaken: true }
  },
  unreadable: {
    id: 'refused',
    title: 'Turnstile refuses the file',
    about: 'A member is missing or unknown.',
    fix: 'Correct what is named.',
    bad: '{"turnstile": {"a": {}}}',
    good: '{"turnstile": {"a": {"unlisted": "allow", "tools": []}}}',
  },
  rules: [],
})
