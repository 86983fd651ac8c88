// Line breaks of YAML 1.1, what its specification calls unprintable, and characters that hide or reorder text: in a
// reviewed file they would make one name look like another. All of them stand inside double quotes only.
const UNSEEN =
  /[\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\ufffe\uffff]|[\u{e0000}-\u{e007f}]|[\u{e0100}-\u{e01ef}]/gu

/** A rendered document in which every unseen character is written as an escape; a reader of the format gets the same text. */
export function escapeUnseen(text: string, language: 'yaml' | 'json' | 'toml'): string {
  return text.replace(UNSEEN, (char) => {
    const code = char.codePointAt(0) as number
    if (language !== 'json' && code > 0xffff) return `\\U${code.toString(16).padStart(8, '0')}`
    return Array.from({ length: char.length }, (_, index) => unit(char.charCodeAt(index))).join('')
  })
}

const unit = (code: number) => `\\u${code.toString(16).padStart(4, '0')}`
