/** Letters of scripts that put no spaces between words: Han, Hiragana, Katakana, Hangul, Thai. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]+/u
const PIECES = new RegExp(`${UNSPACED.source}|[\\p{L}\\p{N}]+`, 'gu')

/** A text in lower case, without accents and without the width of its letters, so that it is found however it is typed. */
export const foldCase = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .normalize('NFC')
    .toLowerCase()

/**
 * The words by which a name is found, in their order: `getIssue_v2` → get, issue, v2. Scripts without spaces give pairs of
 * letters: 天气查 → 天气, 气查. The same rule cuts names when the index is written and what a reader types.
 */
export function nameTokens(text: string): string[] {
  const apart = text.replace(/([\p{Ll}\p{N}])(\p{Lu})/gu, '$1 $2').replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')
  const pieces = foldCase(apart).match(PIECES)
  // A name of signs alone is one word.
  if (!pieces) return foldCase(text).replace(/\s+/g, '').match(/.+/su) ?? []
  return pieces.flatMap((piece) => (UNSPACED.test(piece) ? pairs(piece) : piece))
}

/**
 * Words of camelCase names as one, because readers type them without the capitals: `purchaseNewDomain` →
 * purchasenewdomain.
 */
export function joinedTokens(text: string): string[] {
  return (text.match(/[\p{L}\p{N}]+/gu) ?? []).flatMap((piece) =>
    nameTokens(piece).length > 1 && !UNSPACED.test(piece) ? foldCase(piece) : [],
  )
}

function pairs(text: string): string[] {
  const letters = [...text]
  return letters.length < 2 ? letters : letters.slice(1).map((letter, index) => `${letters[index]}${letter}`)
}
