import { descriptionOf, type Tool } from '../schema/tool.ts'
import { plainText } from './segments.ts'

const MAX_CHARS = 160
/** Headings and numbers that stand before the first sentence of some descriptions: "🎯 Purpose: 1. Retrieves …". */
const BEFORE =
  /^(?:(?:\p{Extended_Pictographic}|\uFE0F|\s)*(?:purpose|description|overview|summary):?\s*)?(?:\d+\.\s+)?/iu
const END = /[.!?](?=\s|$)|[。！？]|\n\s*\n/u

/** The first sentence of a description as plain text, without the stop at its end; undefined where there is none. */
export function firstSentence(tool: Tool): string | undefined {
  const text = descriptionOf(tool)
    .trim()
    .slice(0, MAX_CHARS * 4)
    .replace(BEFORE, '')
  const end = END.exec(text)
  const sentence = plainText((end ? text.slice(0, end.index) : text).replace(/\s+/g, ' ')).trim()
  if (sentence === '') return undefined
  return sentence.length > MAX_CHARS ? `${sentence.slice(0, MAX_CHARS).toWellFormed().trimEnd()}…` : sentence
}
