interface Syntax {
  /** Ending of a file. */
  extension: string
  /** What begins a comment; absent where the syntax has none. */
  comment?: string
}

const languages = {
  yaml: { extension: 'yaml', comment: '#' },
  json: { extension: 'json' },
  toml: { extension: 'toml', comment: '#' },
  shell: { extension: 'sh', comment: '#' },
  nginx: { extension: 'conf', comment: '#' },
  typescript: { extension: 'ts', comment: '//' },
  cedar: { extension: 'cedar', comment: '//' },
} satisfies Record<string, Syntax>

/** A syntax that snippets are written in. */
export type Language = keyof typeof languages

/** The ending of its files, and what begins a comment. */
export const syntaxOf = (language: Language): Syntax => languages[language]
