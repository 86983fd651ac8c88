/**
 * What keeps Rust’s regular expressions from taking a pattern, of what people write for other engines: lookaround,
 * backreferences, and brackets that are not closed. Source: docs.rs/regex, “Syntax”, read 2026-11-21.
 * @returns undefined where nothing of that is seen.
 */
export function rustPatternProblem(pattern: string): string | undefined {
  let depth = 0
  for (let index = 0; index < pattern.length; index++) {
    const char = pattern[index]
    if (char === '\\') {
      index++
      if (/[1-9]/.test(pattern[index] ?? '')) return 'a backreference'
      if (index >= pattern.length) return 'a backslash at its end'
    } else if (char === '[') {
      index = classEnd(pattern, index)
      if (index < 0) return 'a bracket that is not closed'
    } else if (char === '(') {
      depth++
      if (/^\?(?:<?[=!]|>)/.test(pattern.slice(index + 1, index + 4))) return 'lookaround'
    } else if (char === ')' && --depth < 0) return 'a parenthesis that is not opened'
  }
  return depth > 0 ? 'a parenthesis that is not closed' : undefined
}

/** Where a class ends that begins here; negative where it does not. Classes can be nested. */
function classEnd(pattern: string, start: number): number {
  let depth = 0
  for (let index = start; index < pattern.length; index++) {
    const char = pattern[index]
    if (char === '\\') index++
    else if (char === '[') {
      depth++
      // The first bracket of a class is itself.
      if (pattern[index + 1] === '^') index++
      if (pattern[index + 1] === ']') index++
    } else if (char === ']' && --depth === 0) return index
  }
  return -1
}
