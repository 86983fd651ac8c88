import type { Json, Tool } from '../schema/tool.ts'

/** What somebody gave as a list of tools. */
export interface ReadTools {
  tools: Tool[]
  /** What could not be read, with the way out. */
  problems: string[]
}

/** More than any real list: the largest that was measured has 823 tools and 1.4 million characters. */
export const MAX_LIST_CHARS = 4_000_000
export const MAX_TOOLS = 1000
const MAX_DEPTH = 100
const MAX_NAME_CHARS = 500

/**
 * Reads a list of tools: the result of tools/list, the answer around it, a plain list, or several answers, one a line, as
 * logs and event streams have them. Never throws.
 */
export function readTools(text: string): ReadTools {
  if (text.trim() === '') return { tools: [], problems: ['Paste the answer of tools/list first.'] }
  if (text.length > MAX_LIST_CHARS)
    return { tools: [], problems: ['The text is longer than 4 million characters. Paste fewer tools.'] }
  if (isDeep(text)) return { tools: [], problems: [`It is nested deeper than ${MAX_DEPTH} levels.`] }
  const values = valuesOf(text)
  if (values.length === 0) return { tools: [], problems: ['It is not JSON. Paste the whole answer of tools/list.'] }
  const entries = values.flatMap((value) => listsIn(value))
  if (entries.length === 0)
    return { tools: [], problems: ['It holds no tools. Paste {"tools": [ … ]} or the answer around it.'] }
  const tools = entries.filter(isTool).slice(0, MAX_TOOLS)
  const wrong = entries.filter((entry) => !isTool(entry)).length
  return {
    tools,
    problems: [
      ...(wrong > 0 ? [`${wrong} ${wrong === 1 ? 'entry has' : 'entries have'} no name, so they were left out.`] : []),
      ...(entries.length - wrong > MAX_TOOLS
        ? [`Only the first ${MAX_TOOLS.toLocaleString('en')} tools were read.`]
        : []),
    ],
  }
}

/** The text as one JSON value, or each of its lines that is one, with or without `data:` in front. */
function valuesOf(text: string): Json[] {
  const whole = parsed(text)
  if (whole !== undefined) return [whole]
  return text.split('\n').flatMap((line) => parsed(line.replace(/^\s*data:/, '')) ?? [])
}

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, '')) as Json
  } catch {
    return undefined
  }
}

/** The entries of a list of tools, wherever an answer has it. */
function listsIn(value: Json): Json[] {
  if (Array.isArray(value)) return value.some(hasList) ? value.flatMap(listsIn) : value
  const map = isMap(value) ? value : {}
  if (Array.isArray(map['tools'])) return map['tools']
  const result = map['result'] ?? null
  return isMap(result) ? listsIn(result) : []
}

const hasList = (value: Json): boolean =>
  isMap(value) && (Array.isArray(value['tools']) || isMap(value['result'] ?? null))

const isMap = (value: Json): value is { [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const isTool = (value: Json): value is Tool =>
  isMap(value) && typeof value['name'] === 'string' && value['name'] !== '' && value['name'].length <= MAX_NAME_CHARS

/** Whether brackets outside of strings are nested too deep to walk through. */
function isDeep(text: string): boolean {
  let depth = 0
  for (let index = 0; index < text.length; index++) {
    const char = text[index]
    if (char === '"') {
      for (index++; index < text.length && text[index] !== '"' && text[index] !== '\n'; index++)
        if (text[index] === '\\') index++
    } else if (char === '[' || char === '{') {
      if (++depth > MAX_DEPTH) return true
    } else if ((char === ']' || char === '}') && depth > 0) depth--
  }
  return false
}
