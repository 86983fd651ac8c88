import { replaceUnseen } from '../../text/invisible.ts'

/**
 * A rendered document in which every unseen character is written as an escape: in a reviewed file it would make one name
 * look like another. A reader of the format gets the same text. All of them stand inside double quotes only.
 */
export function escapeUnseen(text: string, language: 'yaml' | 'json' | 'toml'): string {
  return replaceUnseen(text, (char) => {
    const code = char.codePointAt(0) as number
    if (language !== 'json' && code > 0xffff) return `\\U${code.toString(16).padStart(8, '0')}`
    return Array.from({ length: char.length }, (_, index) => unit(char.charCodeAt(index))).join('')
  })
}

const unit = (code: number) => `\\u${code.toString(16).padStart(4, '0')}`
