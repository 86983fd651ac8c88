import type { Span } from '../../schema/assessment.ts'
import type { PlacedText } from './strings.ts'

/** A kind of character that cannot be seen. */
interface Kind {
  rule: string
  regex: RegExp
}

// Source of the ranges: Unicode Technical Report 36, section 2, and Unicode Standard Annex 9 for the bidirectional ones.
const KINDS: Kind[] = [
  { rule: 'F-TAG-CHARACTERS', regex: /[\u{e0000}-\u{e007f}]+/gu },
  { rule: 'F-BIDI', regex: /[\u202a-\u202e\u2066-\u2069]+/g },
  {
    rule: 'F-ZERO-WIDTH',
    regex: /(?:[\u00ad\u180e\u200b-\u200d\u2060-\u2064\u206a-\u206f\ufeff]|[\u{e0100}-\u{e01ef}])+/gu,
  },
  { rule: 'F-CONTROL', regex: /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]+/g },
]

/** Characters that hide or reorder text, with their code points and, for tag characters, the text that they spell. */
export function hiddenCharacters(texts: readonly PlacedText[]): { rule: string; span: Span; detail: string }[] {
  return texts.flatMap(({ field, text }) =>
    KINDS.flatMap(({ rule, regex }) => {
      const match = [...text.matchAll(regex)].find((one) => rule !== 'F-ZERO-WIDTH' || !belongs(text, one))
      if (!match) return []
      const [quote] = match
      return [
        {
          rule,
          span: { field, start: match.index, end: match.index + quote.length, quote },
          detail: detailOf(rule, quote),
        },
      ]
    }),
  )
}

/** Joiners are needed inside emoji and in some scripts; a mark at the very start is left over from a file. */
function belongs(text: string, match: RegExpExecArray): boolean {
  const before = text.slice(Math.max(0, match.index - 2), match.index)
  const after = text.slice(match.index + match[0].length, match.index + match[0].length + 2)
  if (match[0] === '\ufeff') return match.index === 0
  if (!/^[\u200c\u200d]$/.test(match[0])) return false
  const joins = /(?:\p{Extended_Pictographic}|\ufe0f|\p{Emoji_Modifier})$/u
  return (
    (joins.test(before) && /^\p{Extended_Pictographic}/u.test(after)) ||
    /[\p{Script=Arabic}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Tamil}\p{Script=Malayalam}\p{Script=Sinhala}]$/u.test(
      before,
    )
  )
}

const MOST_NAMED = 8

function detailOf(rule: string, quote: string): string {
  const points = [...quote].map((char) => char.codePointAt(0) as number)
  const names = points
    .slice(0, MOST_NAMED)
    .map((point) => `U+${point.toString(16).toUpperCase().padStart(4, '0')}`)
    .join(' ')
  const more = points.length > MOST_NAMED ? ` and ${points.length - MOST_NAMED} more` : ''
  if (rule !== 'F-TAG-CHARACTERS') return `${names}${more}`
  const spelled = points
    .map((point) => String.fromCharCode(point - 0xe0000))
    .filter((char) => char >= ' ' && char <= '~')
  return `${names}${more}, which spell “${spelled.join('').slice(0, 200)}”`
}
