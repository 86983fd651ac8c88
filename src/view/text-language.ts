/** Letters of one script, and the language that uses it; some scripts need letters of one language alone to be told apart. */
const SCRIPTS: readonly { letters: RegExp; language: string; unless?: RegExp; only?: RegExp }[] = [
  // A text with kana is Japanese, however many Han characters it has; Han alone is Chinese.
  {
    letters: /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/gu,
    language: 'ja',
    only: /[\p{Script=Hiragana}\p{Script=Katakana}]{2}/u,
  },
  { letters: /\p{Script=Han}/gu, language: 'zh', unless: /[\p{Script=Hiragana}\p{Script=Katakana}]{2}/u },
  { letters: /\p{Script=Hangul}/gu, language: 'ko' },
  { letters: /\p{Script=Cyrillic}/gu, language: 'ru', only: /[ыэё]/i, unless: /[іїєґўј]/i },
  { letters: /\p{Script=Cyrillic}/gu, language: 'uk', only: /[їєґ]/i, unless: /[ыэёў]/i },
  { letters: /\p{Script=Greek}/gu, language: 'el' },
  { letters: /\p{Script=Hebrew}/gu, language: 'he' },
  { letters: /\p{Script=Thai}/gu, language: 'th' },
]

/** A character of these scripts says as much as about four Latin letters: a word of code in a sentence does not decide. */
const LATIN_LETTERS = 4
const FEWEST = 2

/**
 * The language that most of a text is in, as a BCP 47 tag, where its script says so; undefined for Latin script, which many
 * languages share, and where two would do.
 */
export function textLanguage(text: string): string | undefined {
  if (!/[^\p{ASCII}]/u.test(text)) return undefined
  const latin = text.match(/\p{Script=Latin}/gu)?.length ?? 0
  return SCRIPTS.find(({ letters, only, unless }) => {
    const found = text.match(letters)?.length ?? 0
    if (found < FEWEST || found * LATIN_LETTERS < latin) return false
    return (only?.test(text) ?? true) && !(unless?.test(text) ?? false)
  })?.language
}
