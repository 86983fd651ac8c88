import type { Snapshot } from '../../schema/snapshot.ts'
import { descriptionOf, hintNames, hintsOf, type Tool, titleOf } from '../../schema/tool.ts'
import { type Parameter, parameters } from '../../view/parameters.ts'
import { plainText } from '../../view/segments.ts'

const MAX_DESCRIPTION_CHARS = 6000
const MAX_PARAMETER_CHARS = 400
const MAX_PARAMETERS = 80
const MAX_INSTRUCTION_CHARS = 4000

/** The head of a sheet: the server and what it says about itself. */
export function sheetHead(snapshot: Snapshot, about: string, count: number): string {
  return [
    `# ${count} definitions of the server ${snapshot.id}`,
    '',
    about,
    'Each definition begins with ###. Every line that comes from the server begins with a bar, and a character that cannot be seen is written as its code point in brackets.',
    ...(snapshot.instructions ? ['', 'instructions:', ...barred(snapshot.instructions, MAX_INSTRUCTION_CHARS)] : []),
    '',
  ].join('\n')
}

/**
 * One definition as a reader sees it. Text of the server stays behind a bar on every line, so that it cannot look like
 * the next definition or like an answer; what hides or reorders characters is named.
 * @param id the first field of the reader's answer.
 */
export function definitionText(id: string, tool: Tool): string {
  const title = titleOf(tool)
  const hints = hintsOf(tool)
  const declared = hintNames.flatMap((name) => (hints[name] === undefined ? [] : [`${name}: ${hints[name]}`]))
  const description = descriptionOf(tool).trim()
  const own = parameters(tool['inputSchema'])
  return [
    `### ${id}`,
    'name:',
    ...barred(tool.name, MAX_DESCRIPTION_CHARS),
    ...(title === undefined ? [] : ['title:', ...barred(title, MAX_PARAMETER_CHARS)]),
    description === '' ? 'description: none' : 'description:',
    ...barred(description, MAX_DESCRIPTION_CHARS),
    own.length === 0 ? 'parameters: none' : 'parameters (* required):',
    ...own.slice(0, MAX_PARAMETERS).flatMap((one) => barred(parameterText(one), MAX_PARAMETER_CHARS)),
    ...(own.length > MAX_PARAMETERS ? [`(${own.length - MAX_PARAMETERS} more parameters)`] : []),
    ...(declared.length > 0 ? [`hints: ${declared.join(', ')}`] : []),
    '',
  ].join('\n')
}

function parameterText(one: Parameter): string {
  const facts = [
    one.type,
    ...(one.values.length > 0 ? [`one of ${one.values.join(', ')}`] : []),
    ...one.limits,
    ...(one.default === undefined ? [] : [`default ${one.default}`]),
    ...(one.cut === undefined ? [] : [one.cut]),
  ].filter((fact) => fact !== '')
  const about = one.description.replace(/\s+/g, ' ')
  return `${'  '.repeat(one.depth)}${one.name}${one.required ? '*' : ''}: ${facts.join('; ')}${about === '' ? '' : ` - ${about}`}`
}

function barred(text: string, limit: number): string[] {
  if (text === '') return []
  const cut = text.length > limit ? `${text.slice(0, limit)}\n[${text.length - limit} more characters]` : text
  // Named line breaks split nothing, so lines come first.
  return cut.split(/\r\n|[\n\r\u2028\u2029\u0085\v\f]/).map((line) => `| ${plainText(line)}`)
}
