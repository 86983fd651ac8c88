import { finder, type Linter } from '../../../../src/policy/core/linter.ts'
import { readJson } from '../../../../src/policy/core/read-text.ts'
import { turnstileSchema } from './simulate.ts'

export const turnstileLinter: Linter = {
  recognise: (file, text) => (/\.json$/.test(file) && text.includes('"turnstile"') ? 'content' : undefined),
  find: (text) => readJson(text, turnstileSchema).problems.map((what) => finder('turnstile', text)('refused', what)),
  rules: [
    {
      id: 'refused',
      title: 'Turnstile refuses the file',
      about: 'A member is missing or unknown.',
      fix: 'Correct what is named.',
      bad: '{"turnstile": {"a": {}}}',
      good: '{"turnstile": {"a": {"unlisted": "allow", "tools": []}}}',
    },
  ],
}
