import { z } from 'zod'

/** A regular expression as text, for use without regard to case. */
export const regexSchema = z.string().check(({ value, issues }) => {
  try {
    new RegExp(value, 'iu')
  } catch {
    try {
      new RegExp(value, 'i')
    } catch (error) {
      issues.push({ code: 'custom', message: String(error), input: value })
    }
  }
})
