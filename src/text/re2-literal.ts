/** A text as a pattern of RE2 that matches it alone. Source: github.com/google/re2/wiki/Syntax. */
export const re2Literal = (text: string): string => text.replace(/[\\^$.|?*+()[\]{}]/g, '\\$&')
