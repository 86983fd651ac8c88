/** Lines of each side that are compared one by one; larger changes are shown as one block. */
const MAX_CELLS = 4_000_000
const CONTEXT = 3

interface Line {
  sign: ' ' | '-' | '+'
  text: string
}

/** Two texts as a unified diff; empty where they are equal. */
export function lineDiff(file: string, before: string, after: string): string {
  if (before === after) return ''
  const lines = compare(before.split('\n'), after.split('\n'))
  const shown = lines.map((_, index) =>
    lines.slice(Math.max(0, index - CONTEXT), index + CONTEXT + 1).some(({ sign }) => sign !== ' '),
  )
  const out = [`--- ${file}`, `+++ ${file}`]
  let [old, made] = [1, 1]
  for (let index = 0; index < lines.length; ) {
    let end = index
    while (end < lines.length && shown[end]) end++
    const hunk = lines.slice(index, end)
    if (hunk.length > 0) {
      const count = (sign: string) => hunk.filter((line) => line.sign !== sign).length
      out.push(`@@ -${old},${count('+')} +${made},${count('-')} @@`, ...hunk.map(({ sign, text }) => sign + text))
    }
    for (const { sign } of lines.slice(index, end + 1)) {
      if (sign !== '+') old++
      if (sign !== '-') made++
    }
    index = end + 1
  }
  return `${out.join('\n')}\n`
}

function compare(before: readonly string[], after: readonly string[]): Line[] {
  let start = 0
  while (start < before.length && start < after.length && before[start] === after[start]) start++
  let end = 0
  while (end < before.length - start && end < after.length - start && before.at(-1 - end) === after.at(-1 - end)) end++
  const same = (lines: readonly string[]): Line[] => lines.map((text) => ({ sign: ' ', text }))
  return [
    ...same(before.slice(0, start)),
    ...changed(before.slice(start, before.length - end), after.slice(start, after.length - end)),
    ...same(before.slice(before.length - end)),
  ]
}

/** The longest common subsequence, by rows. */
function changed(before: readonly string[], after: readonly string[]): Line[] {
  if (before.length * after.length > MAX_CELLS)
    return [...before.map((text): Line => ({ sign: '-', text })), ...after.map((text): Line => ({ sign: '+', text }))]
  const width = after.length + 1
  const longest = new Uint32Array((before.length + 1) * width)
  const at = (i: number, j: number) => longest[i * width + j] as number
  for (let i = before.length - 1; i >= 0; i--)
    for (let j = after.length - 1; j >= 0; j--)
      longest[i * width + j] = before[i] === after[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
  const lines: Line[] = []
  for (let [i, j] = [0, 0]; i < before.length || j < after.length; ) {
    if (i < before.length && j < after.length && before[i] === after[j]) {
      lines.push({ sign: ' ', text: before[i++] as string })
      j++
    } else if (j === after.length || (i < before.length && at(i + 1, j) >= at(i, j + 1)))
      lines.push({ sign: '-', text: before[i++] as string })
    else lines.push({ sign: '+', text: after[j++] as string })
  }
  return lines
}
