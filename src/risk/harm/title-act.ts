import type { Reading } from '../reading.ts'
import { type Act, spanOf } from './act.ts'
import { type CompiledActWords, singular } from './act-words.ts'
import { phraseOf, type Word } from './phrase.ts'

/** A name without a verb, and a description without one: the thing that it names is what it returns. "svg_to_png" converts. */
export function titleAct({ tool, tokens, description, parts }: Reading, known: CompiledActWords): Act[] {
  const words = tokens.filter(({ text }) => !known.grammar.nameQuantifiers.has(text))
  const first = titleWords(parts.first, parts.at)
  const described = phraseOf(first, known)
  const to = words.findIndex(({ text }) => text === 'to')
  const verb = known.verb(to >= 0 && to < words.length - 1 ? 'convert' : 'read')
  const object = phraseOf(to > 0 ? words.slice(0, to) : words, known)
  const head = object.head
  if (!verb) return []
  const about = described.head
  // "video_recognition" says what is done by a noun.
  const done = words.some(({ text }) => known.grammar.readingNouns.has(singular(text)))
  if (!head || (head.classes.size === 0 && to < 0 && !done)) {
    if (!about || about.classes.size === 0) return []
    const place = spanOf('description', description, { text: '', start: first[0]?.start ?? 0, end: described.end })
    return [
      {
        verb: { ...verb, base: 'named', noun: true },
        object: described,
        from: 'description',
        lead: true,
        span: place,
        at: place,
        around: undefined,
      },
    ]
  }
  const span = spanOf('name', tool.name, { text: '', start: words[0]?.start ?? 0, end: words.at(-1)?.end ?? 0 })
  return [
    {
      verb: { ...verb, base: to >= 0 ? verb.base : 'named', noun: true },
      object,
      from: 'name',
      lead: true,
      span,
      at: span,
      around: undefined,
    },
  ]
}

/** The words before the first comma or bracket of a sentence that has no verb: "Network diagnostics from a pod". */
function titleWords(first: string, at: number): Word[] {
  const text = (/^[^,.;:()]{0,160}/.exec(first)?.[0] ?? '').split(' - ', 1)[0] as string
  return [...text.matchAll(/[\p{L}\p{N}][\p{L}\p{N}'’_-]*/gu)].slice(0, 12).map((match) => ({
    text: match[0].toLowerCase(),
    start: at + match.index,
    end: at + match.index + match[0].length,
  }))
}
