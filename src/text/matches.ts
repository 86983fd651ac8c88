/**
 * The matches of a global expression in a text, from left to right. Does what `matchAll` does without making a second
 * expression and an iterator, which cost more than the search in the short texts of definitions.
 * @param most ends the search after so many.
 * @throws {TypeError} for an expression that is not global.
 */
export function matchesOf(regex: RegExp, text: string, most = Number.POSITIVE_INFINITY): RegExpExecArray[] {
  if (!regex.global) throw new TypeError(`${regex} is not global`)
  const found: RegExpExecArray[] = []
  regex.lastIndex = 0
  for (let match = regex.exec(text); match; match = regex.exec(text)) {
    found.push(match)
    if (found.length >= most) break
    if (match[0] === '') regex.lastIndex++
  }
  return found
}
